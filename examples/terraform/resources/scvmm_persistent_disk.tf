resource "scvmm_persistent_disk" "orders" {
  key            = "orders"
  size           = "200Gi"
  reclaim_policy = "Retain"
}

resource "scvmm_virtual_machine" "db" {
  name               = "db-1"
  host_group         = "Datacenter A"
  vm_template        = "Ubuntu 22.04 LTS"
  cpu_count          = 4
  power_cycle_policy = "Allow"

  disks = {
    boot = { size = "40Gi" }
    data = { persistent_disk = scvmm_persistent_disk.orders }
  }
}
