# Every VM of the cloud that nobody manages declaratively yet.
data "scvmm_virtual_machines" "strangers" {
  cloud   = "Production"
  managed = false
}

output "strangers" {
  value = data.scvmm_virtual_machines.strangers.virtual_machines[*].name
}

# Where the VMs with this tag run.
data "scvmm_virtual_machines" "front" {
  tag = "front"
}

output "front" {
  value = { for vm in data.scvmm_virtual_machines.front.virtual_machines : vm.id => "${vm.name} on ${vm.host}" }
}
