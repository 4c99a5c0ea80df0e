import { escapeXml } from "../clixml/escape.ts";

export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/** An element whose children are finished XML. Attributes that are undefined are left out. */
export function element(name: string, attributes: XmlAttributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => (value === undefined ? "" : ` ${key}="${escapeXml(value)}"`));
  const start = `<${name}${written.join("")}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`;
}

export const textElement = (name: string, text: string, attributes: XmlAttributes = {}): string =>
  element(name, attributes, escapeXml(text));
