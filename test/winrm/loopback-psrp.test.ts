import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { PsCredential, SecureString } from "../../provider/winrm/clixml/secure-string.ts";
import { type ClixmlValue, int32 } from "../../provider/winrm/clixml/value.ts";
import type { RunspacePoolOptions } from "../../provider/winrm/index.ts";
import { call, startLoopback } from "./loopback.ts";
import { startProxy } from "./wire-proxy.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, n) => int32(n));

async function connected(options: Partial<RunspacePoolOptions> = {}) {
  const loopback = await startLoopback();
  return { loopback, pool: await loopback.connect(options), [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose]() };
}

describe("streams", () => {
  test("all of them are in the result; of progress, each activity's last", async () => {
    await using at = await connected();
    const result = await at.pool.invoke([call("Test-Streams")]);
    expect(result).toMatchObject({ verbose: ["v"], debug: ["d"], progress: [{ activityId: 3, percentComplete: null, completed: true }] });
    expect(result.information).toMatchObject([{ source: "s", tags: ["t"], user: "u", computer: "c", processId: null }]);
    expect(fromClixml(result.information[0]?.data ?? { kind: "nil" })).toEqual({ a: 1 });
  });

  test("live instead, in order", async () => {
    await using at = await connected();
    const kinds: string[] = [];
    const result = await at.pool.invoke([call("Test-Streams")], { onRecord: ({ kind }) => void kinds.push(kind) });
    expect(kinds).toEqual(["verbose", "debug", "information", "progress", "progress", "output"]);
    expect(result).toMatchObject({ output: [], verbose: [], progress: [] });
  });

  test("information is not sent to clients that do not know it", async () => {
    await using at = await connected({ protocolVersion: "2.2" });
    expect(at.pool.server.protocolVersion).toBe("2.2");
    expect(await at.pool.invoke([call("Test-Streams")])).toMatchObject({ information: [], verbose: ["v"] });
  });

  test("no Receive goes out while the reader is busy", async () => {
    await using at = await connected();
    const receives = () => at.loopback.events.filter(({ operation }) => operation === "Receive").length;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const running = at.pool.invoke([call("Test-Count", { To: 5000 })], { onRecord: () => held });
    try {
      await expect.poll(receives).toBeGreaterThan(1);
      const before = receives();
      await sleep(50);
      expect(receives()).toBe(before);
    } finally {
      // Closing the pool waits for the reader.
      release();
    }
    expect(await running).toMatchObject({ state: "completed" });
  });

  test("a reader that throws stops the pipeline, and the pool goes on", async () => {
    await using at = await connected();
    const broken = new Error("full");
    const onRecord = () => {
      throw broken;
    };
    await expect(at.pool.invoke([call("Test-Sleep", { Ms: 5000 })], { onRecord })).rejects.toBe(broken);
    expect(await at.pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
    expect(at.loopback.handler.running).toBe(0);
  });
});

describe("input", () => {
  test.each([0, 1, 2, 5000])("%i values", async (count) => {
    await using at = await connected();
    const result = await at.pool.invoke([call("Test-Sum")], { input: numbers(count) });
    expect(result.output.map(fromClixml)).toEqual([[count, Math.abs(count * (count - 1)) / 2]]);
    expect(result.requests).toBeLessThan(12);
  });

  test("values larger than an envelope", async () => {
    await using at = await connected();
    const values = [1, 2].map((n) => toClixml(String(n).repeat(900_000)));
    const result = await at.pool.invoke([call("Test-FirstOf", { Count: 2 })], { input: values });
    expect(result.output).toEqual(values);
  });

  test("none, where the command reads some", async () => {
    await using at = await connected();
    expect((await at.pool.invoke([call("Test-Sum")])).output.map(fromClixml)).toEqual([[0, 0]]);
  });

  test("values that come slowly go out one by one", async () => {
    await using at = await connected();
    const seen: number[] = [];
    async function* slowly(): AsyncGenerator<ClixmlValue> {
      yield int32(1);
      // comes only when the first has made the whole way
      await expect.poll(() => seen).toEqual([1]);
      yield int32(2);
    }
    await at.pool.invoke([call("Test-FirstOf", { Count: 2 })], {
      input: slowly(),
      onRecord: (record) => void (record.kind === "output" && seen.push(Number(fromClixml(record.value)))),
    });
    expect(seen).toEqual([1, 2]);
  });

  test("a source that fails stops the pipeline: half an input does not pass for a whole one", async () => {
    await using at = await connected();
    const broken = new Error("source");
    async function* failing(): AsyncGenerator<ClixmlValue> {
      yield int32(1);
      throw broken;
    }
    const outputs: unknown[] = [];
    const options = { input: failing(), onRecord: (record: unknown) => void outputs.push(record) };
    await expect(at.pool.invoke([call("Test-Sum")], options)).rejects.toBe(broken);
    expect(outputs).toEqual([]);
    expect(await at.pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
  });

  test("a pipeline that has enough ends the source", async () => {
    await using at = await connected();
    let closed = false;
    async function* endless(): AsyncGenerator<ClixmlValue> {
      try {
        for (let n = 0; ; n += 1) {
          if (n % 100 === 0) await sleep(1);
          yield int32(n);
        }
      } finally {
        closed = true;
      }
    }
    const result = await at.pool.invoke([call("Test-FirstOf", { Count: 3 })], { input: endless() });
    expect(result.output.map(fromClixml)).toEqual([0, 1, 2]);
    await expect.poll(() => closed).toBe(true);
  });

  test("a source that never gives anything holds up neither stop nor close", async () => {
    await using at = await connected();
    const input: AsyncIterable<ClixmlValue> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
    const stop = new AbortController();
    const running = at.pool.invoke([call("Test-Sum")], { input, signal: stop.signal });
    await expect.poll(() => at.loopback.handler.running).toBe(1);
    stop.abort();
    expect(await running).toMatchObject({ state: "stopped" });
  });
});

describe("secure strings", () => {
  const SECRET = "pä$$\u0000\ud800\u{1f600}_x0041_";

  test("reach the server, in parameters and in input", async () => {
    await using at = await connected();
    const secret = new SecureString(SECRET);
    expect((await at.pool.invoke([call("Test-Reveal", { Secret: secret })])).output.map(fromClixml)).toEqual([SECRET]);
    const input = [toClixml(secret)];
    expect((await at.pool.invoke([call("Test-Reveal")], { input })).output.map(fromClixml)).toEqual([SECRET]);
  });

  test("the first one, in input", async () => {
    await using at = await connected();
    const input = [toClixml(new SecureString(SECRET)), toClixml(new SecureString(""))];
    expect((await at.pool.invoke([call("Test-Reveal")], { input })).output.map(fromClixml)).toEqual([SECRET, ""]);
  });

  test("from the server, before any key: the client asks for it", async () => {
    await using at = await connected();
    const [secret] = (await at.pool.invoke([call("Test-Secret")])).output.map(fromClixml);
    expect((secret as SecureString).reveal()).toBe("from the server");
    await at.pool.close();
    expect(() => (secret as SecureString).reveal()).toThrow(expect.objectContaining({ name: "ClixmlError" }));
  });

  test("from a server that speaks 2.1, which would hold its pipelines until it has the key: it gets the key first, once", async () => {
    await using at = await connected({ protocolVersion: "2.1" });
    const [secret] = (await at.pool.invoke([call("Test-Secret")])).output.map(fromClixml);
    expect((secret as SecureString).reveal()).toBe("from the server");
    const operations = at.loopback.events.map(({ operation }) => operation);
    expect(operations.indexOf("Send")).toBeLessThan(operations.indexOf("Command"));
    await at.pool.invoke([call("Test-Secret")]);
    expect(at.loopback.events.filter(({ operation }) => operation === "Send")).toHaveLength(1);
  });

  test("many at once share one exchange", async () => {
    await using at = await connected({ maxRunspaces: 4 });
    const results = await Promise.all(
      ["a", "b", "c", "d"].map((s) => at.pool.invoke([call("Test-Reveal", { Secret: new SecureString(s) })])),
    );
    expect(results.map((result) => result.output.map(fromClixml))).toEqual([["a"], ["b"], ["c"], ["d"]]);
    expect(at.loopback.events.filter(({ operation }) => operation === "Send")).toHaveLength(1);
  });

  test("show themselves to nobody who does not ask", () => {
    const value = { secret: new SecureString(SECRET), credential: new PsCredential("u", new SecureString(SECRET)) };
    for (const shown of [inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value), `${value.secret}`]) {
      expect(shown).not.toContain("pä");
      expect(shown).toContain("[secure]");
    }
  });

  test("a session that ends during the exchange: nothing has run", async () => {
    await using at = await connected();
    const running = at.pool.invoke([call("Test-Reveal", { Secret: new SecureString("s") })]);
    await at.loopback.server.close();
    await expect(running).rejects.toMatchObject({ outcome: "not-run" });
    expect(at.loopback.handler.started).toBe(0);
  });
});

test("an exchange whose answer is lost: nothing has run, and the next one succeeds", async () => {
  await using at = await connected();
  await using proxy = await startProxy(at.loopback.server.port);
  const pool = await at.loopback.connect({ url: `http://127.0.0.1:${proxy.port}/wsman` });
  let dropped = 0;
  proxy.mangle = (chunk, direction) => {
    if (dropped > 0 || direction === "there" || !chunk.includes("ReceiveResponse")) return chunk;
    dropped += 1;
    return undefined;
  };
  const command = call("Test-Reveal", { Secret: new SecureString("s") });
  await expect(pool.invoke([command])).rejects.toMatchObject({ outcome: "not-run", code: "WINRM_RECEIVE" });
  expect(at.loopback.handler.started).toBe(0);
  expect((await pool.invoke([command])).output.map(fromClixml)).toEqual(["s"]);
});

describe("the pool itself", () => {
  test("tells its versions", async () => {
    await using at = await connected();
    expect(at.pool.server).toMatchObject({ protocolVersion: "2.3", powerShellVersion: "5.1.17763.1" });
  });

  test("counts, grows and shrinks", async () => {
    await using at = await connected({ maxRunspaces: 2 });
    const busy = at.pool.invoke([call("Test-Gate", { Width: 2 })]);
    await expect.poll(() => at.loopback.handler.running).toBe(1);
    expect(await at.pool.countAvailableRunspaces()).toBe(1);
    at.loopback.handler.mostRunning = 2;
    await busy;
    expect(await at.pool.setMaxRunspaces(6)).toBe(true);
    await Promise.all(Array.from({ length: 6 }, () => at.pool.invoke([call("Test-Gate", { Width: 6 })])));
    expect(at.loopback.handler.mostRunning).toBe(6);
    expect(await at.pool.setMinRunspaces(3)).toBe(true);
    expect(await at.pool.setMaxRunspaces(2)).toBe(false);
    expect(await at.pool.setMinRunspaces(1)).toBe(true);
    expect(await at.pool.setMaxRunspaces(1)).toBe(true);
    at.loopback.handler.mostRunning = 0;
    await Promise.all(Array.from({ length: 4 }, () => at.pool.invoke([call("Test-Sleep", { Ms: 10 })])));
    expect(at.loopback.handler.mostRunning).toBe(1);
  });

  test("resets", async () => {
    await using at = await connected();
    expect(await at.pool.resetRunspaces()).toBe(true);
    expect(at.loopback.handler.resets).toBe(1);
    await using old = await connected({ protocolVersion: "2.2" });
    await expect(old.pool.resetRunspaces()).rejects.toMatchObject({ code: "WINRM_POOL", outcome: "not-run" });
  });

  test("several questions at once get their own answers", async () => {
    await using at = await connected({ maxRunspaces: 3 });
    const asked = [at.pool.countAvailableRunspaces(), at.pool.setMinRunspaces(2), at.pool.resetRunspaces(), at.pool.setMaxRunspaces(1)];
    expect(await Promise.all(asked)).toEqual([3, true, true, false]);
  });
});

test("an abort between the fragments of a command: nothing runs", async () => {
  await using at = await connected();
  const stop = new AbortController();
  const reason = new Error("enough");
  const pool = await at.loopback.connect({ observe: ({ operation }) => operation === "Send" && stop.abort(reason) });
  await expect(pool.invoke([call("Test-Echo", { Value: "x".repeat(3_000_000) })], { signal: stop.signal })).rejects.toBe(reason);
  expect(at.loopback.handler.started).toBe(0);
  expect(await pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
});
