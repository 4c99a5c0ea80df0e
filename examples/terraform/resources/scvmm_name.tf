# web-01 to web-20, whichever nobody has yet.
resource "scvmm_name" "web" {
  count  = 2
  key    = "web-${count.index}"
  ranges = [{ from = "web-01", to = "web-20" }]
}

resource "scvmm_virtual_machine" "web" {
  count       = 2
  key         = "web-${count.index}"
  name        = scvmm_name.web[count.index].name
  cloud       = "Production"
  vm_template = "Ubuntu 22.04 LTS"
  cpu_count   = 2
}
