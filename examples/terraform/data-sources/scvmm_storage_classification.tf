data "scvmm_storage_classification" "gold" {
  name = "Gold"
}

resource "scvmm_virtual_machine" "db" {
  name        = "db-1"
  cloud       = "Production"
  vm_template = "Ubuntu 22.04 LTS"
  cpu_count   = 2

  disks = {
    data = { size = "200Gi", storage_classification = data.scvmm_storage_classification.gold.name }
  }
}
