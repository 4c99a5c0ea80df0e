/** The first object of that name. Throws where there is none. */
export function find<T extends { readonly Name: string }>(table: ReadonlyMap<string, T>, name: string, what: string): T {
  for (const object of table.values()) if (object.Name === name) return object;
  throw new RangeError(`there is no ${what} named ${name}`);
}
