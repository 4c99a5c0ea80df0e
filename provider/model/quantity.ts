import * as z from "zod";

/** Kubernetes' grammar of a quantity (apimachinery resource.Quantity), as the published CRDs state it. */
const QUANTITY_PATTERN =
  /^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$/;

/**
 * A quantity in base units (bytes, or I/Os a second), a fraction of a unit rounded up. `text` is what the manifest said.
 * Precision: exact up to 2^53; 64 TiB fits.
 */
export interface Quantity {
  readonly value: number;
  readonly text: string;
}

const MULTIPLIERS: Readonly<Record<string, readonly [mantissa: bigint, divisor: bigint]>> = {
  "": [1n, 1n],
  n: [1n, 1_000_000_000n],
  u: [1n, 1_000_000n],
  m: [1n, 1_000n],
  k: [1_000n, 1n],
  M: [1_000_000n, 1n],
  G: [1_000_000_000n, 1n],
  T: [1_000_000_000_000n, 1n],
  P: [1_000_000_000_000_000n, 1n],
  E: [1_000_000_000_000_000_000n, 1n],
  Ki: [1n << 10n, 1n],
  Mi: [1n << 20n, 1n],
  Gi: [1n << 30n, 1n],
  Ti: [1n << 40n, 1n],
  Pi: [1n << 50n, 1n],
  Ei: [1n << 60n, 1n],
};

/** Longer texts are none that a person or a controller writes; the limit keeps the arithmetic cheap. */
const MAX_LENGTH = 64;

const PARTS = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?[0-9]+))?$/;

/**
 * Base units of a quantity's text; undefined when it is none, or is not below 2^53. A fraction of a unit is rounded away from
 * zero, as Kubernetes does (apimachinery Quantity.Value): `0.1Gi` is 107374183.
 */
export function parseQuantity(text: string): number | undefined {
  if (text.length > MAX_LENGTH || !QUANTITY_PATTERN.test(text)) return undefined;
  const match = PARTS.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = "", suffix = "", exponent = "0"] = match;
  const power = Number(exponent) - fraction.length;
  if (Math.abs(power) > 40) return undefined;
  const [multiplier, divisor] = MULTIPLIERS[suffix] ?? [1n, 1n];
  const numerator = BigInt(whole + fraction || "0") * multiplier * (power > 0 ? 10n ** BigInt(power) : 1n);
  const denominator = divisor * (power < 0 ? 10n ** BigInt(-power) : 1n);
  const value = Number((numerator + denominator - 1n) / denominator);
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === "-" && value !== 0 ? -value : value;
}

const MEBIBYTE = 2 ** 20;

/** VMM counts memory in whole MiB: bytes rounded up to them. */
export function toMebibytes(bytes: number): number {
  return Math.ceil(bytes / MEBIBYTE);
}

const BINARY = ["Ti", "Gi", "Mi", "Ki"] as const;

/** The shortest exact binary form: 4294967296 is `4Gi`, 1000 is `1000`. */
export function formatQuantity(value: number): string {
  for (const suffix of BINARY) {
    const [unit] = MULTIPLIERS[suffix] as readonly [bigint, bigint];
    if (value !== 0 && value % Number(unit) === 0) return `${value / Number(unit)}${suffix}`;
  }
  return String(value);
}

/** int-or-string in a manifest; a Quantity in the model. Refuses negative amounts, and fractions without a unit. */
export const quantity = z
  .union([z.int(), z.string()], { error: "expected a quantity such as 4Gi, 500M or 1073741824" })
  .transform((input, ctx): Quantity => {
    const text = String(input);
    const value = parseQuantity(text);
    if (value === undefined || value < 0) {
      ctx.issues.push({
        code: "custom",
        input,
        message: "expected an amount of 0 or more, below 8Pi, such as 4Gi, 500M or 1073741824 (suffixes k M G T P, Ki Mi Gi Ti Pi)",
      });
      return z.NEVER;
    }
    return { value, text };
  });
