import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A message that is none of its type: broken off, of wrong wire types, or with a number that is not exact below 2^53. */
export class MessageError extends Error {
  override name = "MessageError";
}

/** How one field of a message is written and read; `T` is what the message holds. */
export interface FieldCodec<T> {
  readonly number: number;
  initial(): T;
  /** Writes nothing where the value is proto3's default. */
  write(writer: BinaryWriter, value: T): void;
  /** The value after one more occurrence of the field. */
  read(reader: BinaryReader, wire: WireType, sofar: T): T;
}

type Fields = Readonly<Record<string, FieldCodec<unknown>>>;
type ValueOf<C> = C extends FieldCodec<infer T> ? T : never;

/** What `encode` takes (what is left out is proto3's default) and `decode` gives (everything is there). */
export interface Message<T> {
  readonly encode: (value: Partial<T>) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => T;
  /** For messages inside others. */
  readonly write: (writer: BinaryWriter, value: Partial<T>) => void;
  readonly read: (reader: BinaryReader) => T;
}

/** A message by its fields: unknown fields are skipped, and absent ones read as proto3's defaults. */
export function message<F extends Fields>(fields: F): Message<{ readonly [K in keyof F]: ValueOf<F[K]> }> {
  type T = { readonly [K in keyof F]: ValueOf<F[K]> };
  const entries = Object.entries<FieldCodec<unknown>>(fields);
  const byNumber = new Map(entries.map((entry) => [entry[1].number, entry]));

  const write = (writer: BinaryWriter, value: Partial<T>): void => {
    for (const [name, codec] of entries) {
      const own = (value as Readonly<Record<string, unknown>>)[name];
      if (own !== undefined) codec.write(writer, own);
    }
  };
  const read = (reader: BinaryReader): T => {
    const value: Record<string, unknown> = Object.fromEntries(entries.map(([name, codec]) => [name, codec.initial()]));
    while (reader.pos < reader.len) {
      const [number, wire] = reader.tag();
      const entry = byNumber.get(number);
      if (entry) value[entry[0]] = entry[1].read(reader, wire, value[entry[0]]);
      else reader.skip(wire, number);
    }
    return value as T;
  };
  return {
    write,
    read,
    encode: (value) => {
      const writer = new BinaryWriter();
      write(writer, value);
      return writer.finish();
    },
    decode: (bytes) => {
      try {
        return read(new BinaryReader(bytes));
      } catch (error) {
        throw error instanceof MessageError ? error : new MessageError(`not a message of the plugin protocol: ${(error as Error).message}`);
      }
    },
  };
}

function expectWire(found: WireType, wanted: WireType): void {
  if (found !== wanted) throw new MessageError(`wire type ${found} where ${wanted} belongs`);
}

interface Scalar<T> {
  readonly wire: WireType;
  readonly initial: T;
  readonly isDefault: (value: T) => boolean;
  readonly write: (writer: BinaryWriter, value: T) => void;
  readonly read: (reader: BinaryReader) => T;
}

const NO_BYTES = new Uint8Array();

const TEXT: Scalar<string> = {
  wire: WireType.LengthDelimited,
  initial: "",
  isDefault: (value) => value === "",
  write: (writer, value) => writer.string(value.replaceAll(/\p{Surrogate}/gu, "\uFFFD")),
  read: (reader) => reader.string(),
};
const BYTES: Scalar<Uint8Array> = {
  wire: WireType.LengthDelimited,
  initial: NO_BYTES,
  isDefault: (value) => value.length === 0,
  write: (writer, value) => writer.bytes(value),
  read: (reader) => reader.bytes(),
};
const FLAG: Scalar<boolean> = {
  wire: WireType.Varint,
  initial: false,
  isDefault: (value) => !value,
  write: (writer, value) => writer.bool(value),
  read: (reader) => reader.bool(),
};
const INTEGER: Scalar<number> = {
  wire: WireType.Varint,
  initial: 0,
  isDefault: (value) => value === 0,
  write: (writer, value) => writer.int64(value),
  read: (reader) => {
    const value = Number(reader.int64());
    if (!Number.isSafeInteger(value)) throw new MessageError(`${value} is beyond exact numbers`);
    return value;
  },
};

function scalar<T>(type: Scalar<T>, number: number): FieldCodec<T> {
  return {
    number,
    initial: () => type.initial,
    write: (writer, value) => {
      if (!type.isDefault(value)) type.write(writer.tag(number, type.wire), value);
    },
    read: (reader, wire) => {
      expectWire(wire, type.wire);
      return type.read(reader);
    },
  };
}

/** With presence of its own: written even where it is the default; for members of a oneof. */
function present<T>(type: Scalar<T>, number: number): FieldCodec<T | undefined> {
  return {
    number,
    initial: () => undefined,
    write: (writer, value) => {
      if (value !== undefined) type.write(writer.tag(number, type.wire), value);
    },
    read: (reader, wire) => {
      expectWire(wire, type.wire);
      return type.read(reader);
    },
  };
}

export const text = (number: number) => scalar(TEXT, number);
export const bytes = (number: number) => scalar(BYTES, number);
export const flag = (number: number) => scalar(FLAG, number);
/** int64 and enums. */
export const integer = (number: number) => scalar(INTEGER, number);
export const oneOfText = (number: number) => present(TEXT, number);
export const oneOfInteger = (number: number) => present(INTEGER, number);

function readNested<T>(reader: BinaryReader, wire: WireType, type: Message<T>): T {
  expectWire(wire, WireType.LengthDelimited);
  const body = reader.bytes();
  return type.read(new BinaryReader(body));
}

/** `of` is called late, so that messages may hold each other. */
export function nested<T>(number: number, of: () => Message<T>): FieldCodec<Partial<T> | undefined> {
  return {
    number,
    initial: () => undefined,
    write: (writer, value) => {
      if (value === undefined) return;
      writer.tag(number, WireType.LengthDelimited).fork();
      of().write(writer, value);
      writer.join();
    },
    read: (reader, wire) => readNested(reader, wire, of()) as Partial<T>,
  };
}

export function repeated<T>(number: number, of: () => Message<T>): FieldCodec<readonly Partial<T>[]> {
  const one = nested(number, of);
  return {
    number,
    initial: () => [],
    write: (writer, values) => {
      for (const value of values) one.write(writer, value);
    },
    read: (reader, wire, sofar) => {
      (sofar as Partial<T>[]).push(readNested(reader, wire, of()));
      return sofar;
    },
  };
}

/** A map with texts for keys: an entry has its key in field 1 and its value in field 2. */
export function mapOf<T>(number: number, of: () => Message<T>): FieldCodec<Readonly<Record<string, Partial<T>>>> {
  const entries = repeated(number, () => message({ key: text(1), value: nested(2, of) }));
  return {
    number,
    initial: () => ({}),
    write: (writer, values) =>
      entries.write(
        writer,
        Object.entries(values).map(([key, value]) => ({ key, value })),
      ),
    read: (reader, wire, sofar) => {
      const [{ key = "", value = of().decode(NO_BYTES) } = {}] = entries.read(reader, wire, []);
      // Defined, not assigned: a key may be called as a property of every object.
      return Object.defineProperty(sofar, key, { value, enumerable: true, writable: true, configurable: true });
    },
  };
}
