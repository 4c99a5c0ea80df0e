data "scvmm_template" "ubuntu" {
  name = "Ubuntu 22.04 LTS"
}

resource "scvmm_virtual_machine" "web" {
  name        = "web-1"
  cloud       = "Production"
  vm_template = data.scvmm_template.ubuntu.name
  cpu_count   = 2
  memory      = data.scvmm_template.ubuntu.memory

  lifecycle {
    precondition {
      condition     = length(data.scvmm_template.ubuntu.missing_files) == 0
      error_message = "The template's files are gone from the library."
    }
  }
}
