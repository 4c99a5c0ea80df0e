import packageJson from "../../package.json" with { type: "json" };
import { processHost } from "./process-host.ts";
import { runCli } from "./program.ts";

process.exitCode = await runCli(process.argv.slice(2), processHost(), packageJson.version);
