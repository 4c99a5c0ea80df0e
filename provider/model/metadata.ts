import { z } from "zod";
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

/** What we read of a Kubernetes ObjectMeta; the rest (uid, managedFields, …) is accepted, since exports contain it. */
export const metadata = z.looseObject({
  name: field(objectName, { doc: "Name of the object, unique for its kind in its namespace." }),
  namespace: field(namespaceName.default(DEFAULT_NAMESPACE), { doc: "Namespace of the object." }),
  labels: field(z.record(z.string(), z.string()).optional(), { doc: "Labels; kept, not read." }),
  annotations: field(z.record(z.string(), z.string()).optional(), { doc: "Annotations; kept, not read." }),
});

/** Reference to a ScvmmProvider. The namespace is the referrer's own where it is left out. */
export const providerRef = z.strictObject({
  name: field(objectName, { doc: "Name of the ScvmmProvider." }),
  namespace: field(namespaceName.optional(), { doc: "Namespace of the ScvmmProvider; by default that of this object." }),
});
