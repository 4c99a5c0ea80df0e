data "scvmm_ip_pool" "web" {
  name = "Web static"
}

check "addresses" {
  assert {
    condition     = data.scvmm_ip_pool.web.free >= 10
    error_message = "${data.scvmm_ip_pool.web.name} has ${data.scvmm_ip_pool.web.free} addresses left."
  }
}
