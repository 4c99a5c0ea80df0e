import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { builtFolder } from "../built-once.ts";
import { credential, PASSWORD, startLoopback } from "../winrm/loopback.ts";

const CLIENT = join(import.meta.dirname, "memory", "receive-output.mjs");
const BYTES = 10 * 1024 * 1024;
const MAX_COPIES = 3;

/** As `npm run bench -- winrm` measures it: all that is resident, with garbage and buffers outside the heap. */
test.skipIf(process.platform !== "linux").each(["basic", "ntlm"])(
  "10 MB of output are held in at most three copies, with %s",
  async (authentication) => {
    await using loopback = await startLoopback();
    const library = pathToFileURL(join(builtFolder(), "winrm.js")).href;
    const given = [CLIENT, library, loopback.server.url, authentication, credential.username, PASSWORD, String(BYTES)];
    const { stdout } = await promisify(execFile)(process.execPath, given, { timeout: 50_000 });
    const { received, grown } = JSON.parse(stdout);
    expect(received).toBe(BYTES);
    expect(grown / BYTES).toBeLessThanOrEqual(MAX_COPIES);
    expect(loopback.server.openShells).toBe(1);
  },
);
