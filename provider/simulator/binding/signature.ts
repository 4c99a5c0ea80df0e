import signatures from "../../batch/signatures.json" with { type: "json" };

/** One way of declaring a parameter: its sets, and whether these demand it. */
export interface Declaration {
  readonly type: string;
  /** `(All)` stands for every set. */
  readonly sets: readonly string[];
  readonly required: boolean;
  readonly position: string | null;
  /** Whether it takes objects of the pipeline. */
  readonly pipeline: boolean;
  readonly aliases: readonly string[];
  /** Accepted values of an enum; empty for other types. */
  readonly values: readonly string[];
}

export interface Signature {
  readonly defaultSet: string | null;
  readonly sets: readonly string[];
  readonly parameters: Readonly<Record<string, readonly Declaration[]>>;
}

/** A cmdlet by its proper name, found ignoring case. */
export function findSignature(cmdlet: string): { readonly name: string; readonly signature: Signature } | undefined {
  return byName.get(cmdlet.toLowerCase());
}

const byName = new Map(
  Object.entries(signatures as Readonly<Record<string, Signature>>).map(([name, signature]) => [name.toLowerCase(), { name, signature }]),
);
