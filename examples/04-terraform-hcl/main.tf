terraform {
  required_providers {
    scvmm = { source = "scvmm/scvmm" }
  }
}

# Server and account come from SCVMM_HOST, SCVMM_USERNAME and SCVMM_PASSWORD.
provider "scvmm" {
  scope = "shop"
}

variable "servers" {
  type = map(object({ cpu_count = number, memory = string, role = string }))
  default = {
    a = { cpu_count = 2, memory = "4Gi", role = "frontend" }
    b = { cpu_count = 2, memory = "4Gi", role = "frontend" }
    c = { cpu_count = 4, memory = "8Gi", role = "api" }
  }
}

# The first free names of the range. VMM holds them.
resource "scvmm_name" "shop" {
  for_each = var.servers
  key      = each.key
  ranges   = [{ from = "shop-01", to = "shop-20" }]
}

resource "scvmm_virtual_machine" "shop" {
  for_each         = var.servers
  key              = each.key
  name             = scvmm_name.shop[each.key].name
  cloud            = "Production"
  vm_template      = "Ubuntu 22.04 LTS"
  cpu_count        = each.value.cpu_count
  memory           = each.value.memory
  availability_set = "shop"

  disks = {
    data = { size = "20Gi" }
  }
  network_adapters = {
    eth0 = { vm_network = "Web", static_ip_address_pools = ["Web static"] }
  }
  custom_property = { Role = each.value.role }
}

# Granted from the same pool, but to no machine.
resource "scvmm_virtual_ip" "shop" {
  key         = "shop"
  pool        = "Web static"
  description = "Load balancer of the shop"
}

output "names" {
  value = { for key, machine in scvmm_virtual_machine.shop : key => machine.name }
}

output "address" {
  value = scvmm_virtual_ip.shop.address
}
