# By the id of the grant in VMM, or by its address.
terraform import scvmm_virtual_ip.shop 5b0e8f64-7d0c-4b8f-9f7f-0a1b2c3d4e5f
terraform import scvmm_virtual_ip.shop 10.20.0.15
