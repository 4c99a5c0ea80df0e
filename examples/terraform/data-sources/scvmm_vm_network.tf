data "scvmm_vm_network" "web" {
  name = "Web"
}

output "vlans" {
  value = flatten(data.scvmm_vm_network.web.subnets[*].vlans)
}
