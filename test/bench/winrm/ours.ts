import { connectRunspacePool, fromClixml, type RunspacePool, toClixml } from "../../../provider/winrm/index.ts";
import { serveLines, spread } from "../shared/serve-lines.ts";

/** Our client, driven from outside as the others are. */
let connect: (maxRunspaces: number) => Promise<RunspacePool>;
let pool: { readonly runspaces: number; readonly open: RunspacePool } | undefined;

async function poolOf(runspaces: number): Promise<RunspacePool> {
  if (pool?.runspaces !== runspaces) {
    await pool?.open.close();
    pool = { runspaces, open: await connect(runspaces) };
  }
  return pool.open;
}

async function echo(from: RunspacePool, text: string): Promise<void> {
  const command = { text: "Test-Echo", isScript: false, parameters: [{ name: "Value", value: toClixml(text) }] };
  const { output } = await from.invoke([command]);
  if (output.length !== 1 || output[0] === undefined || fromClixml(output[0]) !== text) throw new Error("the echo differs");
}

async function coldEcho(text: string): Promise<void> {
  const fresh = await connect(1);
  await echo(fresh, text);
  await fresh.close();
}

await serveLines({
  open: ({ host, port, username, password }) => {
    const credential = { username: String(username), password: { reveal: () => String(password) } };
    const url = `http://${host}:${port}/wsman`;
    connect = (maxRunspaces) => connectRunspacePool({ url, credential, authentication: "basic", maxRunspaces });
    return {};
  },
  calls: async ({ count, concurrency, cold, text }) => {
    const warm = cold ? undefined : await poolOf(Number(concurrency));
    await spread(Number(count), Number(concurrency), () => (warm === undefined ? coldEcho(String(text)) : echo(warm, String(text))));
    return { done: count };
  },
  output: async ({ bytes }) => {
    const command = { text: "Test-Text", isScript: false, parameters: [{ name: "Length", value: toClixml(Number(bytes)) }] };
    const { output } = await (await poolOf(1)).invoke([command]);
    const [text] = output;
    return { bytes: text?.kind === "string" ? text.value.length : 0 };
  },
  close: async () => {
    await pool?.open.close();
    pool = undefined;
    return {};
  },
});
