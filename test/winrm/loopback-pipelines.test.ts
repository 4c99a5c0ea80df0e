import { expect, test } from "vitest";
import { fromClixml } from "../../provider/winrm/clixml/plain.ts";
import { call, startLoopback } from "./loopback.ts";

const operations = (events: readonly { operation: string }[]) => events.map((event) => event.operation);

test("open and first call take four requests, a warm call two; the terminate signals follow", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  expect(operations(loopback.events)).toEqual(["Create", "Receive"]);
  const first = await pool.invoke([call("Test-Echo", { Value: "one" })]);
  expect(first).toMatchObject({ state: "completed", requests: 2, errors: [], warnings: [], failure: null });
  expect(operations(loopback.events).slice(2, 4)).toEqual(["Command", "Receive"]);
  const before = pool.stats.requests;
  const warm = await pool.invoke([call("Test-Echo", { Value: "two" })]);
  expect(warm.requests).toBe(2);
  await pool.close();
  const count = (name: string) => operations(loopback.events).filter((operation) => operation === name).length;
  expect([count("Command"), count("Signal"), count("Delete")]).toEqual([2, 2, 1]);
  expect(pool.stats.requests).toBe(loopback.server.requestCount);
  expect(before).toBeLessThanOrEqual(pool.stats.requests);
  expect(loopback.server.openShells).toBe(0);
  expect(loopback.handler.closed).toBe(true);
});

test("parameters and outputs keep their values and their order", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const values = {
    Text: "a\r\n\u0000_x0041_\ud800<&>\"'\u{1f600}\ufffe",
    None: null,
    Yes: true,
    Number: -5,
    Long: 2n ** 60n,
    Fraction: 0.1,
    Bytes: new Uint8Array([0, 255, 10]),
    List: [1, [], { a: null }],
    Table: { "key with _x": "v", __proto__x: 1 },
  };
  const result = await pool.invoke([call("Test-Echo", values)]);
  expect(result.output.map(fromClixml)).toEqual(Object.values(values));
});

test("10 MB come through", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const length = 10 * 1024 * 1024;
  const result = await pool.invoke([call("Test-Text", { Length: length })]);
  const [text] = result.output.map(fromClixml);
  expect(typeof text === "string" && text.length === length && /^x+$/.test(text)).toBe(true);
  // the wide envelope is in use: 512,000 bytes of base64 an answer
  expect(result.requests).toBeLessThan(40);
});

test("2,000 small outputs keep their order in few requests", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const result = await pool.invoke([call("Test-Count", { To: 2000 })]);
  expect(result.output.map(fromClixml)).toEqual(Array.from({ length: 2000 }, (_, n) => n + 1));
  expect(result.requests).toBeLessThan(6);
});

test("a large parameter is cut over several requests", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const bytes = new Uint8Array(1_500_000).map((_, index) => index * 7);
  const result = await pool.invoke([call("Test-Echo", { Value: bytes })]);
  expect(Buffer.compare(fromClixml(result.output[0] ?? { kind: "nil" }) as Uint8Array, bytes)).toBe(0);
  expect(operations(loopback.events).filter((operation) => operation === "Send").length).toBeGreaterThan(3);
});

test("eight pipelines run at the same time, more wait their turn", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect({ maxRunspaces: 8 });
  const results = await Promise.all(Array.from({ length: 20 }, () => pool.invoke([call("Test-Gate", { Width: 8 })])));
  expect(results.map((result) => result.output.map(fromClixml))).toEqual(Array.from({ length: 20 }, () => ["through"]));
  expect(loopback.handler.mostRunning).toBe(8);
});

test("errors and warnings that do not end the pipeline", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const result = await pool.invoke([call("Test-Error")]);
  expect(result).toMatchObject({
    state: "completed",
    failure: null,
    warnings: ["careful\r\n_x0041_"],
    errors: [
      {
        message: "no such thing: <é>",
        fullyQualifiedErrorId: "801,Test.GetThing",
        category: "ObjectNotFound",
        exceptionType: "Test.ThingException",
        reason: "ThingException",
        targetName: "thing",
      },
    ],
  });
  expect(result.output.map(fromClixml)).toEqual(["before", "after"]);
});

test("the error that ends a pipeline, and the pool afterwards", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect();
  const failed = await pool.invoke([call("Test-Fail")]);
  expect(failed).toMatchObject({
    state: "failed",
    failure: { message: "it ended", fullyQualifiedErrorId: "Ended,Test", category: "ResourceBusy", recommendedAction: "wait" },
  });
  expect(await pool.invoke([call("Test-Break")])).toMatchObject({ state: "failed", failure: { message: "plain error" } });
  expect(await pool.invoke([call("Test-Echo", { Value: 1 })])).toMatchObject({ state: "completed" });
});

test("a pipeline longer than the server's patience is fetched again and again", async () => {
  await using loopback = await startLoopback();
  const pool = await loopback.connect({ operationTimeoutSeconds: 0.05 });
  const result = await pool.invoke([call("Test-Sleep", { Ms: 300 })]);
  expect(result.output.map(fromClixml)).toEqual(["started", "slept"]);
  const timeouts = loopback.events.filter((event) => event.faultCode === 2150858793);
  expect(timeouts.length).toBeGreaterThan(2);
  expect(timeouts.every((event) => event.error === null)).toBe(true);
});
