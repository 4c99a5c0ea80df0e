import packageJson from "../../package.json" with { type: "json" };
// Before what could write to stdout while it is loaded.
import { writeStdout } from "./plugin/own-stdout.ts";
import { run } from "./plugin/run.ts";

void run(process.argv.slice(2), {
  environment: process.env,
  version: packageJson.version,
  pid: process.pid,
  platform: process.platform,
  stdout: writeStdout,
  stderr: (text) => process.stderr.write(text),
  onSignal: (signal, heard) => process.on(signal, heard),
  onUncaught: (told) => {
    // A Terraform that is gone reads no log; to log that would be the same again.
    process.on("uncaughtException", (error: NodeJS.ErrnoException) => error.code === "EPIPE" || told(error));
  },
  parent: () => process.ppid,
}).then((code) => process.exit(code));
