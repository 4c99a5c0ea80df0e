import { escapeXml } from "../clixml/escape.ts";

export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/** An element whose children are finished XML. Attributes that are undefined are left out. */
export function element(name: string, attributes: XmlAttributes, ...children: readonly string[]): string {
  let start = `<${name}`;
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value !== undefined) start += ` ${key}="${escapeXml(value)}"`;
  }
  if (children.length === 0) return `${start}/>`;
  return `${start}>${children.length === 1 ? children[0] : children.join("")}</${name}>`;
}

export const textElement = (name: string, text: string, attributes: XmlAttributes = {}): string =>
  element(name, attributes, escapeXml(text));

/** Bytes as the content of an element. */
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
