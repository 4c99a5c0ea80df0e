data "scvmm_operating_system" "windows" {
  name = "Windows Server 2022 Datacenter"
}
