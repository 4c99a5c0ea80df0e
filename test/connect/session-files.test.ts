import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { cacheFolder, sessionFiles } from "../../provider/connect/session-files.ts";
import type { DisconnectedShell, SessionKey } from "../../provider/winrm/index.ts";

const key: SessionKey = {
  urls: ["http://a:5985/wsman", "http://b:5985/wsman"],
  username: "me",
  configurationName: "Microsoft.PowerShell",
  maxRunspaces: 4,
};
const shell: DisconnectedShell = {
  url: "http://b:5985/wsman",
  configurationName: "Microsoft.PowerShell",
  username: "me",
  poolId: "11111111-2222-4333-8444-555555555555",
  selectors: [{ name: "ShellId", value: "S" }],
  maxRunspaces: 4,
  idleSeconds: 900,
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "scvmm-sessions-"));
  folders.push(made);
  return join(made, "sessions");
}

test("what was left is given to one asker, and only to one of the same hosts and account", async () => {
  const files = sessionFiles(folder());
  expect(await files.take(key)).toBeUndefined();
  expect(await files.put(key, shell)).toBe(true);
  expect(await files.take({ ...key, username: "you" })).toBeUndefined();
  expect(await files.take({ ...key, urls: ["http://b:5985/wsman"] })).toBeUndefined();
  const taken = await Promise.all([files.take(key), files.take(key), files.take(key)]);
  expect(taken.filter((one) => one !== undefined)).toEqual([shell]);
  expect(await files.take(key)).toBeUndefined();
});

test("of two that are left one is remembered; the other is told so", async () => {
  const files = sessionFiles(folder());
  expect(await Promise.all([files.put(key, shell), files.put(key, shell)])).toEqual(expect.arrayContaining([true, false]));
});

test("only the user can read it", async () => {
  const path = folder();
  await sessionFiles(path).put(key, shell);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(readdirSync(path).map((name) => statSync(join(path, name)).mode & 0o777)).toEqual([0o600]);
});

test("what is stale, or no file of ours, is removed and not used", async () => {
  const path = folder();
  const files = sessionFiles(path);
  await files.put(key, { ...shell, idleSeconds: 5 });
  expect(await files.take(key)).toBeUndefined();
  await files.put({ ...key, username: "you" }, { ...shell, idleSeconds: 5 });
  writeFileSync(join(path, "broken.json"), "{");
  await files.put(key, shell);
  expect(readdirSync(path)).toHaveLength(1);
});

test("a file that was changed does not send the password elsewhere", async () => {
  const path = folder();
  const files = sessionFiles(path);
  for (const forged of [{ url: "http://evil:5985/wsman" }, { username: "you" }, { selectors: [] }, { poolId: "x" }]) {
    await files.put(key, shell);
    const [name = ""] = readdirSync(path);
    const content = JSON.parse(readFileSync(join(path, name), "utf8"));
    writeFileSync(join(path, name), JSON.stringify({ ...content, shell: { ...content.shell, ...forged } }));
    expect(await files.take(key)).toBeUndefined();
  }
});

test("a folder that cannot be made means that nothing is kept", async () => {
  const path = folder();
  writeFileSync(path, "a file");
  expect(await sessionFiles(path).put(key, shell)).toBe(false);
  expect(await sessionFiles(path).take(key)).toBeUndefined();
});

test("the folder is the user's own", () => {
  expect(cacheFolder({ XDG_CACHE_HOME: "/x" })).toBe(join("/x", "scvmm-provider"));
  expect(cacheFolder({ LOCALAPPDATA: "C:/u" })).toBe(join("C:/u", "scvmm-provider"));
  expect(cacheFolder({})).toMatch(/\.cache.scvmm-provider$/);
});
