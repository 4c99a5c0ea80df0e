import { createRequire } from "node:module";
import { join } from "node:path";
import { serveLines, spread } from "../shared/serve-lines.ts";

/** npm's winrm-client, from the folder that `.ci/parts` installed it into; only what is used here. */
interface Params {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly username: string;
  readonly password: string;
  readonly authMethod: "basic";
}
interface WinRmClient {
  runCommand(command: string, host: string, username: string, password: string, port: number): Promise<string>;
  readonly Shell: { doCreateShell(params: Params): Promise<string>; doDeleteShell(params: Params & { shellId: string }): Promise<string> };
  readonly Command: {
    doExecuteCommand(params: Params & { shellId: string; command: string }): Promise<string>;
    doReceiveOutput(params: Params & { shellId: string; commandId: string }): Promise<string>;
  };
}
const client: WinRmClient = createRequire(join(process.env["SCVMM_BENCH_NPM"] ?? "", "package.json"))("winrm-client");

let params: Params | undefined;
let shellId: string | undefined;

function opened(): Params {
  if (params === undefined) throw new Error("not open");
  return params;
}

const same = (said: string, text: string) => {
  if (said !== text) throw new Error("the echo differs");
};

/** Its own way, one call a shell. */
async function cold(command: string): Promise<string> {
  const { host, username, password, port } = opened();
  return client.runCommand(command, host, username, password, port);
}

/** From the parts that it exports; there is none that ends a command. */
async function warm(command: string): Promise<string> {
  shellId ??= await client.Shell.doCreateShell(opened());
  const shell = { ...opened(), shellId };
  const commandId = await client.Command.doExecuteCommand({ ...shell, command });
  return client.Command.doReceiveOutput({ ...shell, commandId });
}

await serveLines({
  open: ({ host, port, username, password }) => {
    params = {
      host: String(host),
      port: Number(port),
      path: "/wsman",
      username: String(username),
      password: String(password),
      authMethod: "basic",
    };
    return {};
  },
  calls: async ({ count, concurrency, cold: isCold, text }) => {
    if (!isCold) await warm("echo first");
    const run = isCold ? cold : warm;
    await spread(Number(count), Number(concurrency), async () => same(await run(`echo ${text}`), String(text)));
    return { done: count };
  },
  output: async ({ command }) => ({ bytes: (await warm(String(command))).length }),
  close: async () => {
    if (shellId !== undefined) await client.Shell.doDeleteShell({ ...opened(), shellId });
    shellId = undefined;
    return {};
  },
});
