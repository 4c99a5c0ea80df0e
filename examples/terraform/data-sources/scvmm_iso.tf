data "scvmm_iso" "drivers" {
  name = "vmguest.iso"
}

resource "scvmm_virtual_machine" "legacy" {
  name        = "legacy-1"
  cloud       = "Production"
  vm_template = "Windows Server 2016"
  cpu_count   = 2
  dvd_drive   = { iso = data.scvmm_iso.drivers.path }
}
