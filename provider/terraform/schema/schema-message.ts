import { type AttributeMessage, NESTING, type SchemaMessage, TEXT_KIND } from "../protocol/messages.ts";
import type { Attribute, Attributes, AttributeType, Presence, Schema } from "./attribute.ts";

const PRESENCE: Readonly<Record<Presence, Pick<AttributeMessage, "required" | "optional" | "computed">>> = {
  required: { required: true, optional: false, computed: false },
  optional: { required: false, optional: true, computed: false },
  computed: { required: false, optional: false, computed: true },
  inherited: { required: false, optional: true, computed: true },
};

/** As GetProviderSchema tells it. */
export function schemaMessage({ version, doc, attributes }: Schema): SchemaMessage {
  return {
    version,
    block: { version, attributes: attributeMessages(attributes), description: doc, descriptionKind: TEXT_KIND.markdown },
  };
}

const attributeMessages = (attributes: Attributes): readonly Partial<AttributeMessage>[] =>
  Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute));

function attributeMessage(name: string, { type, presence, doc, sensitive, writeOnly, deprecated }: Attribute): Partial<AttributeMessage> {
  const shape =
    type.kind === "object"
      ? { nestedType: { attributes: attributeMessages(type.attributes), nesting: NESTING[type.nesting] } }
      : { type: new TextEncoder().encode(JSON.stringify(typeJson(type))) };
  return {
    name,
    ...shape,
    ...PRESENCE[presence],
    description: doc,
    descriptionKind: TEXT_KIND.markdown,
    sensitive: sensitive ?? false,
    writeOnly: writeOnly ?? false,
    deprecated: deprecated ?? false,
  };
}

/** Terraform's JSON of a type: `"string"`, `["map","string"]`. */
function typeJson(type: Exclude<AttributeType, { readonly kind: "object" }>): unknown {
  return "of" in type ? [type.kind, type.of.kind] : type.kind;
}
