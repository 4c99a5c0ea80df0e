import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Folders of the packages that a bundle has text of, from esbuild's metafiles. */
function packagesOf(metafiles, root) {
  const folders = metafiles.flatMap(({ inputs }) =>
    Object.keys(inputs).flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  return [...new Set(folders)].map((folder) => join(root, folder)).sort();
}

/** What has to go with a bundle: each package with its version, its licence, and the licence's text where it brings one. */
export async function licences(metafiles, root) {
  const entries = await Promise.all(
    packagesOf(metafiles, root).map(async (folder) => {
      const { name, version, license, author } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
      const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
      const by = typeof author === "object" ? author.name : author;
      return [`${name} ${version} (${license}${by ? `, ${by}` : ""})`, ...texts.map((text) => text.trim())].join("\n\n");
    }),
  );
  return `This program holds these packages.\n\n${entries.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
