resource "scvmm_virtual_ip" "shop" {
  key         = "shop"
  pool        = "Web static"
  description = "Load balancer of the shop"
}

output "shop" {
  value = scvmm_virtual_ip.shop.address
}
