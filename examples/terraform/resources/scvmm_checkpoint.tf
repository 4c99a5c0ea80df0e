resource "scvmm_virtual_machine" "app" {
  name        = "app-1"
  cloud       = "Production"
  vm_template = "Ubuntu 22.04 LTS"
  cpu_count   = 2
}

resource "scvmm_checkpoint" "before_upgrade" {
  name               = "before-upgrade"
  virtual_machine_id = scvmm_virtual_machine.app.id
  description        = "Before release 4.2"
}
