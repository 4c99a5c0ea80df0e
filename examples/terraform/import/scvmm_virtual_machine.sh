# By the id that VMM gives the VM, or by its name.
terraform import scvmm_virtual_machine.web 8a1f3c52-0d5e-4a55-9d3f-6a1b2c3d4e5f
terraform import scvmm_virtual_machine.web web-1
