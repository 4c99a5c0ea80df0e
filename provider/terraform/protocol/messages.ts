import { bytes, flag, integer, type Message, mapOf, message, nested, oneOfInteger, oneOfText, repeated, text } from "./message.ts";

/**
 * The messages of Terraform's plugin protocol 6.8 that this provider sends and receives: names and numbers of their fields are
 * facts of the protocol. What an older core leaves out reads as proto3's default; what a newer one adds is skipped.
 */

type Of<M> = M extends Message<infer T> ? T : never;

export const dynamicValue = message({ msgpack: bytes(1), json: bytes(2) });

export const SEVERITY = { error: 1, warning: 2 } as const;

const step = message({ attributeName: oneOfText(1), elementKeyString: oneOfText(2), elementKeyInt: oneOfInteger(3) });
const attributePath = message({ steps: repeated(1, () => step) });
const diagnostic = message({ severity: integer(1), summary: text(2), detail: text(3), attribute: nested(4, () => attributePath) });

export type PathMessage = Partial<Of<typeof attributePath>>;
export type StepMessage = Partial<Of<typeof step>>;
export type DiagnosticMessage = Partial<Of<typeof diagnostic>>;
export type DynamicValueMessage = Partial<Of<typeof dynamicValue>>;

export const TEXT_KIND = { plain: 0, markdown: 1 } as const;
export const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;

export interface AttributeMessage {
  readonly name: string;
  /** JSON of the type, in UTF-8; empty where nestedType says it. */
  readonly type: Uint8Array;
  readonly nestedType: Partial<ObjectMessage> | undefined;
  readonly description: string;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly descriptionKind: number;
  readonly deprecated: boolean;
  readonly writeOnly: boolean;
}
export interface ObjectMessage {
  readonly attributes: readonly Partial<AttributeMessage>[];
  readonly nesting: number;
}

const attribute: Message<AttributeMessage> = message({
  name: text(1),
  type: bytes(2),
  nestedType: nested(10, () => object),
  description: text(3),
  required: flag(4),
  optional: flag(5),
  computed: flag(6),
  sensitive: flag(7),
  descriptionKind: integer(8),
  deprecated: flag(9),
  writeOnly: flag(11),
});
const object: Message<ObjectMessage> = message({ attributes: repeated(1, () => attribute), nesting: integer(3) });
/** Of nested attributes only: this provider has no nested blocks. */
const block = message({
  version: integer(1),
  attributes: repeated(2, () => attribute),
  description: text(4),
  descriptionKind: integer(5),
  deprecated: flag(6),
});
const schema = message({ version: integer(1), block: nested(2, () => block) });

export type SchemaMessage = Partial<Of<typeof schema>>;

const serverCapabilities = message({ planDestroy: flag(1), getProviderSchemaOptional: flag(2), moveResourceState: flag(3) });
const clientCapabilities = message({ deferralAllowed: flag(1), writeOnlyAttributesAllowed: flag(2) });
const rawState = message({ json: bytes(1) });
const empty = message({});
const typeName = message({ typeName: text(1) });

const diagnostics = (number: number) => repeated(number, () => diagnostic);
const value = (number: number) => nested(number, () => dynamicValue);

export const getMetadata = {
  request: empty,
  response: message({
    serverCapabilities: nested(1, () => serverCapabilities),
    diagnostics: diagnostics(2),
    dataSources: repeated(3, () => typeName),
    resources: repeated(4, () => typeName),
  }),
};

export const getProviderSchema = {
  request: empty,
  response: message({
    provider: nested(1, () => schema),
    resourceSchemas: mapOf(2, () => schema),
    dataSourceSchemas: mapOf(3, () => schema),
    diagnostics: diagnostics(4),
    serverCapabilities: nested(6, () => serverCapabilities),
  }),
};

export const validateProviderConfig = { request: message({ config: value(1) }), response: message({ diagnostics: diagnostics(2) }) };

export const validateResourceConfig = {
  request: message({ typeName: text(1), config: value(2), clientCapabilities: nested(3, () => clientCapabilities) }),
  response: message({ diagnostics: diagnostics(1) }),
};

export const validateDataResourceConfig = {
  request: message({ typeName: text(1), config: value(2) }),
  response: message({ diagnostics: diagnostics(1) }),
};

export const upgradeResourceState = {
  request: message({ typeName: text(1), version: integer(2), rawState: nested(3, () => rawState) }),
  response: message({ upgradedState: value(1), diagnostics: diagnostics(2) }),
};

export const configureProvider = {
  request: message({ terraformVersion: text(1), config: value(2), clientCapabilities: nested(3, () => clientCapabilities) }),
  response: message({ diagnostics: diagnostics(1) }),
};

export const readResource = {
  request: message({ typeName: text(1), currentState: value(2), private: bytes(3) }),
  response: message({ newState: value(1), diagnostics: diagnostics(2), private: bytes(3) }),
};

export const planResourceChange = {
  request: message({
    typeName: text(1),
    priorState: value(2),
    proposedNewState: value(3),
    config: value(4),
    priorPrivate: bytes(5),
    clientCapabilities: nested(7, () => clientCapabilities),
  }),
  response: message({
    plannedState: value(1),
    requiresReplace: repeated(2, () => attributePath),
    plannedPrivate: bytes(3),
    diagnostics: diagnostics(4),
  }),
};

export const applyResourceChange = {
  request: message({ typeName: text(1), priorState: value(2), plannedState: value(3), config: value(4), plannedPrivate: bytes(5) }),
  response: message({ newState: value(1), private: bytes(2), diagnostics: diagnostics(3) }),
};

const importedResource = message({ typeName: text(1), state: value(2), private: bytes(3) });

export const importResourceState = {
  request: message({ typeName: text(1), id: text(2) }),
  response: message({ importedResources: repeated(1, () => importedResource), diagnostics: diagnostics(2) }),
};

export const moveResourceState = {
  request: message({
    sourceProviderAddress: text(1),
    sourceTypeName: text(2),
    sourceSchemaVersion: integer(3),
    sourceState: nested(4, () => rawState),
    targetTypeName: text(5),
    sourcePrivate: bytes(6),
  }),
  response: message({ targetState: value(1), diagnostics: diagnostics(2), targetPrivate: bytes(3) }),
};

export const readDataSource = {
  request: message({ typeName: text(1), config: value(2) }),
  response: message({ state: value(1), diagnostics: diagnostics(2) }),
};

export const stopProvider = { request: empty, response: message({ error: text(1) }) };

/** Of the services beside Terraform's own that go-plugin speaks. */
export const nothing = { request: empty, response: empty };
