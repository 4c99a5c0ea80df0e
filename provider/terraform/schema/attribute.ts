/** Type of one attribute. Collections of objects are nested attributes (protocol 6): their attributes have documentation of their own. */
export type AttributeType =
  | { readonly kind: "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly of: PrimitiveType }
  | { readonly kind: "object"; readonly nesting: "single" | "list" | "set" | "map"; readonly attributes: Attributes };

export interface PrimitiveType {
  readonly kind: "string" | "number" | "bool";
}

/**
 * Who gives the value. required, optional: the configuration · computed: the provider · inherited: the configuration, and where it is
 * silent the provider (Terraform's optional and computed).
 */
export type Presence = "required" | "optional" | "computed" | "inherited";

export interface Attribute {
  readonly type: AttributeType;
  readonly presence: Presence;
  /** Markdown, for the registry's page and for editors. */
  readonly doc: string;
  readonly sensitive?: true;
  /** Neither in plan nor in state; terraform 1.11 and later. */
  readonly writeOnly?: true;
  readonly deprecated?: true;
}

/** By name, in the order of the documentation. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Of the provider block, of a resource or of a data source. */
export interface Schema {
  /** Of the state that is written; from 0 on. */
  readonly version: number;
  readonly doc: string;
  readonly attributes: Attributes;
}
