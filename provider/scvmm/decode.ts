import type { Column, Projection } from "../batch/call.ts";
import type { Cell, Row } from "../batch/result.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

/** One column and how its cell is read: what is asked for and what is understood cannot drift apart. */
export interface Field<T> {
  readonly column: Column;
  /** Throws UnexpectedCell. */
  read(cell: Cell): T;
}

/** Reads rows of one projection. */
export interface Decoder<T> {
  readonly projection: Projection;
  /** Throws UnexpectedCell. */
  decode(row: Row): T;
}

export class UnexpectedCell extends Error {
  readonly column: string;
  readonly value: Cell | undefined;
  readonly expected: string;
  constructor(column: string, value: Cell | undefined, expected: string) {
    super(`${column}: expected ${expected}`);
    this.name = "UnexpectedCell";
    this.column = column;
    this.value = value;
    this.expected = expected;
  }
}

export function record<T>(fields: { readonly [K in keyof T]: Field<T[K]> }): Decoder<T> {
  const entries = Object.entries<Field<unknown>>(fields);
  return {
    projection: entries.map(([, field]) => field.column),
    // A row is read some ten thousand times a reading: without a list of pairs for each.
    decode: (row) => {
      if (row.length !== entries.length) throw new UnexpectedCell("row", row, `${entries.length} cells`);
      const decoded: Record<string, unknown> = {};
      let index = 0;
      for (const [name, field] of entries) decoded[name] = field.read(row[index++] as Cell);
      return decoded as T;
    },
  };
}

/** Records side by side in one row, each read by itself: who needs them apart does not have to part them again. */
export function sideBySide<T>(parts: { readonly [K in keyof T]: Decoder<T[K]> }): Decoder<T> {
  const entries = Object.entries<Decoder<unknown>>(parts);
  const width = entries.reduce((sum, [, part]) => sum + part.projection.length, 0);
  return {
    projection: entries.flatMap(([, part]) => part.projection),
    decode: (row) => {
      if (row.length !== width) throw new UnexpectedCell("row", row, `${width} cells`);
      let from = 0;
      const decoded = entries.map(([name, part]) => {
        const own = row.slice(from, from + part.projection.length);
        from += own.length;
        return [name, part.decode(own)];
      });
      return Object.fromEntries(decoded) as T;
    },
  };
}

/** Rows that can be read; for the others a diagnostic each, which says which column held what. */
export function decodeRows<T>(what: string, decoder: Decoder<T>, rows: readonly Row[], problems: Diagnostic[]): T[] {
  const decoded: T[] = [];
  for (const row of rows) {
    try {
      decoded.push(decoder.decode(row));
    } catch (error) {
      if (!(error instanceof UnexpectedCell)) throw error;
      problems.push({
        code: "VMM_UNEXPECTED_VALUE",
        severity: "error",
        summary: `VMM's ${what} has an unexpected value in ${error.column}`,
        detail: `expected ${error.expected}, got ${excerpt(error.value)}, in the row ${excerpt(row)}`,
        hint: "This version does not know such an object; please report it with this message",
      });
    }
  }
  return decoded;
}

function excerpt(value: Cell | undefined): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function field<T>(path: string, expected: string, read: (cell: Cell) => T | undefined): Field<T> {
  return {
    column: path,
    read: (cell) => {
      const value = read(cell);
      if (value === undefined) throw new UnexpectedCell(path, cell, expected);
      return value;
    },
  };
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NO_GUID = "00000000-0000-0000-0000-000000000000";

export const text = (path: string) => field(path, "a text", (cell) => (typeof cell === "string" ? cell : undefined));

export const guid = (path: string) =>
  field(path, "a Guid", (cell) => {
    const lower = typeof cell === "string" ? cell.toLowerCase() : "";
    return GUID.test(lower) ? lower : undefined;
  });

export const flag = (path: string) => field(path, "true or false", (cell) => (typeof cell === "boolean" ? cell : undefined));

/** A whole number below 2^53, not negative. Wide types of .NET come as text. */
export const integer = (path: string) =>
  field(path, "a whole number", (cell) => {
    const value = typeof cell === "string" && /^[0-9]{1,16}$/.test(cell) ? Number(cell) : cell;
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  });

/** A number of addresses: an IPv6 pool has more than 2^53, where the nearest number will do. */
export const amount = (path: string) =>
  field(path, "a number", (cell) => {
    const value = typeof cell === "string" && /^[0-9]{1,40}$/.test(cell) ? Number(cell) : cell;
    return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
  });

export const oneOf = <const T extends string>(path: string, values: readonly T[]) =>
  field(path, values.join(" or "), (cell) => values.find((value) => value === cell));

/** A list of texts; null is an empty one, and a lone text a list of one. */
export const texts = (path: string) =>
  field(path, "a list of texts", (cell) => {
    if (cell === null) return [];
    if (typeof cell === "string") return [cell];
    return Array.isArray(cell) && cell.every((item) => typeof item === "string") ? (cell as readonly string[]) : undefined;
  });

export function table(path: string): Field<Readonly<Record<string, string>>> {
  const read = field(path, "a table of texts", (cell) => {
    if (cell === null) return {};
    if (typeof cell !== "object" || Array.isArray(cell)) return undefined;
    const set = Object.entries(cell as { readonly [key: string]: Cell }).filter(([, value]) => value !== null);
    return set.every(([, value]) => typeof value === "string") ? (Object.fromEntries(set) as Record<string, string>) : undefined;
  });
  return { column: { table: path }, read: read.read };
}

export function each<T>(path: string, decoder: Decoder<T>): Field<readonly T[]> {
  return {
    column: { each: path, of: decoder.projection },
    read: (cell) => {
      if (!Array.isArray(cell)) throw new UnexpectedCell(path, cell, "a list of rows");
      return cell.map((row) => {
        if (!Array.isArray(row)) throw new UnexpectedCell(path, row, "a row");
        return within(path, () => decoder.decode(row as Row));
      });
    },
  };
}

function within<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedCell) throw new UnexpectedCell(`${path}.${error.column}`, error.value, error.expected);
    throw error;
  }
}

/** null where VMM has nothing; a zero Guid is nothing. */
export function optional<T>(inner: Field<T>): Field<T | null> {
  return { column: inner.column, read: (cell) => (cell === null || cell === NO_GUID ? null : inner.read(cell)) };
}

export function otherwise<T>(inner: Field<T>, fallback: T): Field<T> {
  return { column: inner.column, read: (cell) => (cell === null ? fallback : inner.read(cell)) };
}
