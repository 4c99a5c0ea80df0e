data "scvmm_hardware_profile" "medium" {
  name = "Medium"
}

output "memory" {
  value = data.scvmm_hardware_profile.medium.memory
}
