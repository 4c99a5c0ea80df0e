import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { DisconnectedShell, SessionKeeper, SessionKey } from "../winrm/index.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Long enough to read a plan before applying it; shells of people who never come back are gone by the next coffee. */
const IDLE_SECONDS = 900;
/** A session about to end is not worth the try. */
const MARGIN_MS = 10_000;
const SUFFIX = ".json";

const file = z.object({
  format: z.literal(1),
  /** ms since 1970. */
  expiresAt: z.number(),
  shell: z.object({
    url: z.string(),
    configurationName: z.string(),
    username: z.string(),
    poolId: z.guid(),
    selectors: z.array(z.object({ name: z.string(), value: z.string() })).min(1),
    maxRunspaces: z.int().min(1),
    idleSeconds: z.number(),
  }),
});

/** The user's own folder for what can be lost: `XDG_CACHE_HOME`, `LOCALAPPDATA`, else `~/.cache`. */
export function cacheFolder(environment: Environment): string {
  return join(environment["XDG_CACHE_HOME"] || environment["LOCALAPPDATA"] || join(homedir(), ".cache"), "scvmm-provider");
}

/**
 * Sessions that one command leaves for the next, a file each, for the user's eyes only. They hold what a session is found by
 * and nothing that lets anybody in: the server asks whoever comes back for the password again.
 */
export function sessionFiles(folder: string): SessionKeeper {
  return {
    idleSeconds: IDLE_SECONDS,
    take: (key) => take(pathOf(folder, key), key).catch(() => undefined),
    put: (key, shell) => put(folder, pathOf(folder, key), shell).catch(() => false),
  };
}

const pathOf = (folder: string, key: SessionKey): string =>
  join(
    folder,
    createHash("sha256")
      .update(JSON.stringify([key.urls, key.username, key.configurationName, key.maxRunspaces]))
      .digest("hex") + SUFFIX,
  );

/** By renaming first: of two commands that start together one gets it. */
async function take(path: string, { urls, username }: SessionKey): Promise<DisconnectedShell | undefined> {
  const mine = `${path}.${process.pid}`;
  await rename(path, mine);
  const found = await read(mine);
  await rm(mine, { force: true });
  // Whoever could write this file must not send the password elsewhere.
  if (found === undefined || isStale(found) || !urls.includes(found.shell.url) || found.shell.username !== username) return undefined;
  return found.shell;
}

async function put(folder: string, path: string, shell: DisconnectedShell): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeStale(folder);
  const content: z.infer<typeof file> = {
    format: 1,
    expiresAt: Date.now() + shell.idleSeconds * 1000,
    shell: { ...shell, selectors: [...shell.selectors] },
  };
  // Fails where another command has left its session meanwhile: one is enough.
  await writeFile(path, JSON.stringify(content), { mode: 0o600, flag: "wx" });
  return true;
}

async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.includes(SUFFIX)) continue;
    const path = join(folder, name);
    const found = await read(path);
    if (found === undefined || isStale(found)) await rm(path, { force: true });
  }
}

const isStale = ({ expiresAt }: z.infer<typeof file>) => expiresAt - MARGIN_MS < Date.now();

async function read(path: string): Promise<z.infer<typeof file> | undefined> {
  try {
    return file.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}
