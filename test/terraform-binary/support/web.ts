/** A virtual machine in HCL; `more` is added to its arguments. */
export const web = (name: string, more = "", meta = ""): string => `resource "scvmm_virtual_machine" "${name}" {
  name        = "${name}"
  cloud       = "Production"
  vm_template = "Ubuntu 22.04 LTS"
  cpu_count   = 2
  memory      = "4Gi"
  ${more}
  ${meta}
}
`;

export const VM = "scvmm_virtual_machine";
