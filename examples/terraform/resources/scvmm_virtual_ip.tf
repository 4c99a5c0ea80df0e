resource "scvmm_virtual_ip" "shop" {
  key         = "shop"
  pool        = "Tenant A pool"
  description = "Load balancer of the shop"
}

output "shop" {
  value = scvmm_virtual_ip.shop.address
}
