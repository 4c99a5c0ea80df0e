resource "scvmm_virtual_machine" "web" {
  name        = "web-1"
  cloud       = "Production"
  vm_template = "Ubuntu 22.04 LTS"
  cpu_count   = 4
  memory      = "8Gi"

  disks = {
    boot = { size = "40Gi" }
    data = { size = "200Gi", storage_classification = "Gold" }
  }

  network_adapters = {
    eth0 = {
      vm_network              = "Web"
      static_ip_address_pools = ["Web static"]
    }
  }

  # Read once, as the VM is made; kept out of plan and state.
  user_data_wo         = file("${path.module}/user-data.yaml")
  user_data_wo_version = 1

  # What needs the VM off is done on Sunday night.
  power_cycle_policy = "Allow"
  maintenance_window = {
    days      = ["Sun"]
    start     = "02:00"
    duration  = "4h"
    time_zone = "Europe/Amsterdam"
  }

  deletion_protection = true
  timeouts            = { create = "2h" }
}
