import type { Schema } from "../schema/attribute.ts";
import type { NamedSchema, ProvidedSchemas } from "../schema/provided-schemas.ts";
import { schemaSection } from "./schema-section.ts";

/** Text of an example by its path below examples/terraform; undefined where there is none. */
export type Example = (path: string) => string | undefined;

/** Every page of the registry's documentation, by path; the same input gives the same bytes. */
export function registryPages({ provider, resources, dataSources }: ProvidedSchemas, example: Example): ReadonlyMap<string, string> {
  const pages = new Map([["index.md", indexPage(provider, example("provider.tf"))]]);
  for (const resource of resources) {
    const { name } = resource;
    const [usage, commands] = [example(`resources/${name}.tf`), example(`import/${name}.sh`)];
    pages.set(`resources/${shortName(name)}.md`, page(resource, "Resource", usage, commands));
  }
  for (const source of dataSources) {
    pages.set(`data-sources/${shortName(source.name)}.md`, page(source, "Data Source", example(`data-sources/${source.name}.tf`)));
  }
  return pages;
}

const shortName = (name: string): string => name.replace(/^scvmm_/, "");

const MADE = "<!-- Made by `npm run generate` from the provider's schema. Do not edit. -->\n";

/** As YAML's block text, which needs no quotes. */
function frontMatter(title: string, description: string): string {
  return `---\npage_title: "${title}"\nsubcategory: ""\ndescription: |-\n  ${firstSentence(description)}\n---\n\n${MADE}`;
}

const firstSentence = (text: string): string => /^.*?[.](?= |$)/.exec(text)?.[0] ?? text;

const code = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

function indexPage({ doc, attributes }: Schema, usage: string | undefined): string {
  return [
    frontMatter("Provider: scvmm", doc),
    `# scvmm Provider\n\n${doc}\n`,
    ...(usage === undefined ? [] : [`## Example Usage\n\n${code("terraform", usage)}`]),
    schemaSection(attributes),
  ].join("\n");
}

function page({ name, schema }: NamedSchema, sort: "Resource" | "Data Source", usage?: string, commands?: string): string {
  return [
    frontMatter(`${name} ${sort} - scvmm`, schema.doc),
    `# ${name} (${sort})\n\n${schema.doc}\n`,
    ...(usage === undefined ? [] : [`## Example Usage\n\n${code("terraform", usage)}`]),
    schemaSection(schema.attributes),
    ...(commands === undefined
      ? []
      : [`## Import\n\nBy command, or with an \`import\` block whose \`id\` is the same:\n\n${code("shell", commands)}`]),
  ].join("\n");
}
