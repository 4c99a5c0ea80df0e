import packageJson from "../../../package.json" with { type: "json" };
import { type Palette, palette } from "../../report/palette.ts";
import { wantsColour } from "../colour.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Host } from "../host.ts";
import { runCli } from "../program.ts";

/** A command did not end as the story goes. */
export class UnexpectedExit extends Error {}

/** Headings, the commands that a person would type, and what these print. */
export class Narrator {
  readonly #host: Host;
  readonly #palette: Palette;
  #step = 0;

  constructor(host: Host) {
    this.#host = host;
    this.#palette = palette(wantsColour(host, "stdout", true));
  }

  say(text: string): void {
    this.#host.stdout(`${text}\n`);
  }

  title(text: string): void {
    this.#step += 1;
    this.say(`\n${this.#palette.title(`== ${this.#step}. ${text}`)}`);
  }

  typed(command: string): void {
    this.say(`\n${this.#palette.faint("$")} ${this.#palette.good(command)}`);
  }

  /** Runs a command of scvmm as if it were typed; `unseen` flags only make the demo quicker. */
  async run(argv: readonly string[], expected: ExitCode, unseen: readonly string[] = []): Promise<void> {
    this.typed(`scvmm ${argv.join(" ")}`);
    const code = await runCli([...argv, ...unseen], this.#host, packageJson.version);
    if (code !== expected) throw new UnexpectedExit(`scvmm ${argv[0]} ended with exit code ${code}, not ${expected}`);
    if (code !== EXIT.ok) this.say(this.#palette.faint(`(exit code ${code})`));
  }
}
