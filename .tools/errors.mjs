/** docs/errors.md, from the table in provider/scvmm/known-errors.ts. A test demands that the two go together. */
import { importSources } from "./import-sources.mjs";

export const ERRORS_FILE = new URL("../docs/errors.md", import.meta.url);

const TREATMENTS = {
  again: "tried again, with growing pauses, for some four minutes",
  read: "VMM is read; what is left is done, five times at most",
  never: "the change fails; all others go on",
  note: "shown as a note",
};

const cell = (text) => text.replaceAll("|", "\\|");
const row = (...cells) => `| ${cells.map(cell).join(" | ")} |`;

export async function errorsText() {
  const { ERROR_CLASSES, KNOWN_ERRORS } = await importSources("provider/scvmm/known-errors.ts");
  const classes = Object.entries(ERROR_CLASSES).map(([name, { sense, treatment }]) => row(name, sense, TREATMENTS[treatment]));
  const errors = [...KNOWN_ERRORS].flatMap(([number, { class: name, meaning, hint = "", source, besides }]) => [
    row(`${number}`, meaning, name, hint, source),
    ...(besides ? [row(`${number} with ${besides.code}`, meaning, besides.class, besides.hint, source)] : []),
  ]);
  return `<!-- Made by \`npm run generate\` from provider/scvmm/known-errors.ts. Do not edit. -->

# VMM's errors

VMM numbers its errors, and only the number counts here: texts are translated, and they change. What apply does after one depends on the class.

| class | sense | apply |
|---|---|---|
${classes.join("\n")}

**An error that is not in this table is permanent and shown whole**, with VMM's own advice as the hint. The numbers of an exceeded quota, a full
pool, an address in use, no suitable host and a missing right are known from no public source, so they are among these.

| number | meaning | class | what to do | known from |
|---|---|---|---|---|
${errors.join("\n")}
`;
}
