/** Namespace of every manifest that stands for a resource of Terraform's. */
export const NAMESPACE = "terraform";

/** Of the ScvmmProvider that such manifests refer to; which one it is, the configured provider block says. */
export const PROVIDER_NAME = "provider";
