import type { Presence } from "./attribute.ts";

export interface PresenceFlags {
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
}

/** How Terraform says it: flags that are not set are not there. */
export const PRESENCE_FLAGS: Readonly<Record<Presence, PresenceFlags>> = {
  required: { required: true },
  optional: { optional: true },
  computed: { computed: true },
  inherited: { optional: true, computed: true },
};
