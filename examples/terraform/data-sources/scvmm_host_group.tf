# Names of host groups repeat: there is a Web in each datacenter.
data "scvmm_host_group" "web" {
  path = "All Hosts\\Datacenter A\\Web"
}

resource "scvmm_virtual_machine" "web" {
  name        = "web-1"
  host_group  = data.scvmm_host_group.web.path
  vm_template = "Ubuntu 22.04 LTS"
  cpu_count   = 2
}
