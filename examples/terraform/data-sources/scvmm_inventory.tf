data "scvmm_inventory" "all" {}

output "coverage" {
  value = "${data.scvmm_inventory.all.coverage.own} of ${data.scvmm_inventory.all.coverage.total} VMs"
}
