import * as z from "zod";
import { field } from "./field.ts";

export const API_GROUP = "infrastructure.cluster.x-k8s.io";
export const API_VERSION = `${API_GROUP}/v1alpha1`;

/** RFC 1123 subdomain, as Kubernetes wants of object names. */
export const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
    error: "expected lower-case letters, digits, '-' and '.', starting and ending with a letter or digit",
  });

/** RFC 1123 label. */
export const namespaceName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
    error: "expected lower-case letters, digits and '-', starting and ending with a letter or digit",
  });

export const DEFAULT_NAMESPACE = "default";

/** Namespace of something referred to; "" is the same as none, as Kubernetes' own types write what is not set. */
export const optionalNamespace = z
  .union([z.literal(""), namespaceName], { error: "expected the name of a namespace: lower-case letters, digits and '-'" })
  .transform((text) => (text === "" ? undefined : text))
  .optional();

/** Fields of a Kubernetes ObjectMeta that exports contain; accepted, not read. */
const exported = () => field(z.unknown().optional(), { doc: "Written by Kubernetes; ignored.", computed: true });

/** Kubernetes' ObjectMeta, closed: a misspelt `namespace` would put the object into another one in silence. */
export const metadata = z.strictObject({
  name: field(objectName, { doc: "Name of the object, unique for its kind in its namespace." }),
  namespace: field(namespaceName.default(DEFAULT_NAMESPACE), { doc: "Namespace of the object." }),
  labels: field(z.record(z.string(), z.string()).optional(), { doc: "Labels; read of ScvmmPersistentDisks, by the selectors of pools." }),
  annotations: field(z.record(z.string(), z.string()).optional(), {
    doc: "Annotations; kept, and read where they begin with scvmm-provider/: moved-from names earlier addresses, vm-id the VM to adopt.",
  }),
  creationTimestamp: exported(),
  deletionGracePeriodSeconds: exported(),
  deletionTimestamp: exported(),
  finalizers: exported(),
  generateName: exported(),
  generation: exported(),
  managedFields: exported(),
  ownerReferences: exported(),
  resourceVersion: exported(),
  selfLink: exported(),
  uid: exported(),
});

/** Free text that shares VMM's description with the ownership mark, which stands at its end. */
export const description = z
  .string()
  .trim()
  .regex(/^(?![\s\S]*\[scvmm:)/, { error: "must not contain [scvmm: since this begins the ownership mark" });

/** A name that may be left out; "" is the same, as Kubernetes' own types write what is not set. */
export const optionalText = z
  .string()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

/** Reference to a ScvmmProvider. The namespace is the referrer's own where it is left out. */
export const providerRef = z.strictObject({
  name: field(objectName, { doc: "Name of the ScvmmProvider." }),
  namespace: field(optionalNamespace, { doc: "Namespace of the ScvmmProvider; by default that of this object." }),
});
