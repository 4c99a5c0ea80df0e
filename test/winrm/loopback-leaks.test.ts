import { expect, test } from "vitest";
import { call, startLoopback } from "./loopback.ts";

test("after the closing no socket and no timer is left", async () => {
  const kinds = () =>
    process
      .getActiveResourcesInfo()
      .filter((kind) => /TCP|Timeout|Pipe/.test(kind))
      .sort();
  const before = kinds();
  const loopback = await startLoopback();
  const pool = await loopback.connect({ maxRunspaces: 4 });
  await Promise.all(Array.from({ length: 8 }, () => pool.invoke([call("Test-Sleep", { Ms: 5 })])));
  const stop = new AbortController();
  const stopped = pool.invoke([call("Test-Sleep", { Ms: 5000 })], { signal: stop.signal });
  setTimeout(() => stop.abort(), 10);
  await stopped;
  await loopback[Symbol.asyncDispose]();
  await expect.poll(kinds).toEqual(before);
});
