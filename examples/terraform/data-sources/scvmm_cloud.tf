data "scvmm_cloud" "production" {
  name = "Production"
}

output "host_groups" {
  value = data.scvmm_cloud.production.host_groups
}
