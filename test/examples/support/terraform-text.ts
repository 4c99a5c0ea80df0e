import { stripVTControlCharacters } from "node:util";

const BEGIN = /^(Terraform used the selected providers|No changes\.)/;
/** Before these a reader likes an empty line. */
const PARAGRAPH = /^( {2}# |Plan: |Changes to Outputs|Terraform will)/;

/** The plans alone of what Terraform prints below its commands: before them come lines about refreshed objects, in any order. */
export function plansOnly(transcript: string): string {
  return transcript
    .split(/^(?=\$ )/m)
    .map((block) => (/^\$ (terraform|cdktf) /.test(block) ? planOnly(stripVTControlCharacters(block)) : block))
    .join("");
}

function planOnly(block: string): string {
  const [command = "", ...lines] = block.split("\n").map((line) => line.trimEnd());
  const plan = lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => BEGIN.test(line)),
    ),
  );
  const to = plan.findIndex((line) => line.startsWith("─") || line.startsWith("Terraform has compared"));
  const said = plan.slice(0, to < 0 ? undefined : to).filter((line) => line !== "");
  return `${[command, ...said.flatMap((line) => (PARAGRAPH.test(line) ? ["", line] : [line]))].join("\n")}\n\n`;
}
