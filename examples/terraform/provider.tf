terraform {
  required_providers {
    scvmm = {
      source = "scvmm/scvmm"
    }
  }
}

# The account comes from SCVMM_USERNAME and SCVMM_PASSWORD.
provider "scvmm" {
  host  = "vmm.corp.example"
  scope = "shop"
}
