import { PsCredentialArgument } from "../objects/credential.ts";
import { type Argument, isVmmObject, type ObjectOf, type TypeName } from "../objects/object.ts";
import { unsupported } from "../unsupported.ts";

/** The arguments of one cmdlet call, bound and converted. */
export class Parameters {
  readonly cmdlet: string;
  readonly set: string;
  readonly #values: ReadonlyMap<string, Argument>;

  constructor(cmdlet: string, set: string, values: ReadonlyMap<string, Argument>) {
    this.cmdlet = cmdlet;
    this.set = set;
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  raw(name: string): Argument | undefined {
    return this.#values.get(name);
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === "string" ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#values.get(name);
    return typeof value === "number" ? value : undefined;
  }

  boolean(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return typeof value === "boolean" ? value : undefined;
  }

  /** Whether a switch is on. */
  on(name: string): boolean {
    return this.#values.get(name) === true;
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.#values.get(name);
    return Array.isArray(value) ? (value as readonly Argument[]).filter((item) => typeof item === "string") : undefined;
  }

  object<T extends TypeName>(name: string, type: T): ObjectOf<T> | undefined {
    const value = this.#values.get(name);
    return isVmmObject(value) && value.$type === type ? (value as ObjectOf<T>) : undefined;
  }

  objects<T extends TypeName>(name: string, type: T): readonly ObjectOf<T>[] {
    const value = this.#values.get(name);
    const items = Array.isArray(value) ? (value as readonly Argument[]) : [];
    return items.filter((item): item is ObjectOf<T> => isVmmObject(item) && item.$type === type);
  }

  credential(name: string): PsCredentialArgument | undefined {
    const value = this.#values.get(name);
    return value instanceof PsCredentialArgument ? value : undefined;
  }

  /** A parameter that what the simulator models cannot do without. */
  demanded<T extends TypeName>(name: string, type: T): ObjectOf<T> {
    const value = this.object(name, type);
    if (!value) throw unsupported(this.cmdlet, `calls without -${name}`);
    return value;
  }
}
