import { type AttributeMessage, NESTING, type SchemaMessage, TEXT_KIND } from "../protocol/messages.ts";
import type { Attribute, Attributes, Schema } from "./attribute.ts";
import { PRESENCE_FLAGS } from "./presence-flags.ts";
import { typeJson } from "./type-json.ts";

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
    ...PRESENCE_FLAGS[presence],
    description: doc,
    descriptionKind: TEXT_KIND.markdown,
    sensitive: sensitive ?? false,
    writeOnly: writeOnly ?? false,
    deprecated: deprecated ?? false,
  };
}
