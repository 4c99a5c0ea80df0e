/** How configurations name this provider: `scvmm/scvmm`, in full. */
export const SOURCE = "registry.terraform.io/scvmm/scvmm";
