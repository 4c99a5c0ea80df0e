import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type LogSettings, Observation, type RequestFacts } from "../../provider/observe/index.ts";

const REQUEST: RequestFacts = {
  operation: "Command",
  messageId: "M-1",
  bytesSent: 100,
  bytesReceived: 50,
  durationMs: 4,
  status: 200,
  faultCode: null,
  error: null,
};
const FACTS = { operation: "Get-SCCloud", cmdlets: { "Get-SCCloud": 1 } };
const ok = () => ({ outcome: "ok", errors: [] }) as const;

function observe(log: LogSettings = { detail: "requests", format: "json" }) {
  const lines: string[] = [];
  let id = 0;
  const observation = new Observation({
    log,
    write: (text) => lines.push(text),
    now: () => new Date("2026-01-31T10:00:00Z"),
    newId: () => `id-${id++}`,
  });
  return { observation, lines, parsed: () => lines.map((line) => JSON.parse(line)) };
}

describe("the log", () => {
  it("tells why a second-best way to authenticate was taken, unless nothing is asked for", () => {
    const { observation, parsed } = observe({ detail: "calls", format: "json" });
    observation.endpoint("http://a/wsman").fallback("no-ticket");
    expect(parsed()).toMatchObject([{ event: "fallback", endpoint: "http://a/wsman", authentication: "ntlm", reason: "no-ticket" }]);
    const silent = observe({ detail: "off", format: "json" });
    silent.observation.endpoint("http://a/wsman").fallback("no-ticket");
    expect(silent.lines).toEqual([]);
  });

  it("tells of each request to which call it belongs, and of the call what it took in all", async () => {
    const { observation, parsed } = observe();
    const endpoint = observation.endpoint("http://a/wsman");
    const call = (requests: number) =>
      endpoint.call(
        FACTS,
        async () => {
          for (let n = 0; n < requests; n++) {
            await sleep(1);
            endpoint.request(REQUEST);
          }
        },
        ok,
      );
    await Promise.all([call(1), call(3)]);
    endpoint.request({ ...REQUEST, operation: "Delete" });
    const calls = parsed().filter(({ event }) => event === "call");
    expect(calls.map(({ requests, bytesSent }) => [requests, bytesSent])).toEqual([
      [1, 100],
      [3, 300],
    ]);
    for (const { call, requests } of calls)
      expect(parsed().filter((line) => line.event === "request" && line.call === call)).toHaveLength(requests);
    expect(new Set(parsed().map(({ run }) => run))).toEqual(new Set([observation.runId]));
    expect(parsed().at(-1)).toMatchObject({ operation: "Delete", call: null });
  });

  it("names the host that a call ended up with", async () => {
    const { observation, parsed } = observe();
    const [first, second] = [observation.endpoint("http://a/wsman"), observation.endpoint("http://b/wsman")];
    await first.call(
      FACTS,
      async () => {
        first.request({ ...REQUEST, status: null, error: "WINRM_CONNECT" });
        second.request(REQUEST);
      },
      ok,
    );
    expect(parsed().at(-1)).toMatchObject({ event: "call", endpoint: "http://b/wsman", requests: 2 });
  });

  it("leaves a result and an error as they are", async () => {
    const endpoint = observe().observation.endpoint("http://a/wsman");
    const error = new Error("no");
    expect(await endpoint.call(FACTS, async () => 7, ok)).toBe(7);
    const failing = endpoint.call(
      FACTS,
      async () => {
        throw error;
      },
      () => ({ outcome: "unknown", errors: ["X"] }),
    );
    await expect(failing).rejects.toBe(error);
  });

  it.each([
    [{ detail: "off", format: "text" }, 0],
    [{ detail: "calls", format: "text" }, 1],
    [{ detail: "requests", format: "text" }, 2],
  ] as const)("%o", async (settings, count) => {
    const { observation, lines } = observe(settings);
    const endpoint = observation.endpoint("http://a/wsman");
    await endpoint.call(FACTS, async () => endpoint.request(REQUEST), ok);
    expect(lines).toHaveLength(count);
  });
});

describe("the metrics", () => {
  it("count durations, errors and bytes whether anything is logged or not", async () => {
    const { observation } = observe({ detail: "off", format: "text" });
    const endpoint = observation.endpoint("http://a/wsman");
    endpoint.request({ ...REQUEST, error: "WINRM_FAULT", faultCode: 170, status: 500 });
    await endpoint.call(
      FACTS,
      async () => undefined,
      () => ({ outcome: "failed", errors: ["VMM_2602", "VMM_2602"] }),
    );
    const text = observation.metricsText();
    expect(text).toContain('scvmm_call_errors_total{endpoint="http://a/wsman",operation="Get-SCCloud",kind="VMM_2602"} 2\n');
    expect(text).toContain('scvmm_winrm_request_errors_total{endpoint="http://a/wsman",operation="Command",kind="WINRM_FAULT"} 1\n');
    expect(text).toContain('scvmm_winrm_request_duration_seconds_bucket{endpoint="http://a/wsman",operation="Command",le="0.005"} 1\n');
    expect(text).toContain('scvmm_call_duration_seconds_count{endpoint="http://a/wsman",operation="Get-SCCloud"} 1\n');
    expect(text).toContain('scvmm_winrm_bytes_total{endpoint="http://a/wsman",direction="received"} 50\n');
  });

  it("gauge the shells that are open: one whose Delete got no answer may still be", () => {
    const { observation } = observe();
    const shells = () => /open_shells\{.*\} (\d+)/.exec(observation.metricsText())?.[1];
    const send = (operation: string, rest: Partial<RequestFacts> = {}) =>
      observation.endpoint("http://a/wsman").request({ ...REQUEST, operation, ...rest });
    send("Create");
    send("Create");
    send("Create", { status: 500, error: "WINRM_FAULT" });
    expect(shells()).toBe("2");
    send("Delete", { status: null, error: "WINRM_CONNECT" });
    expect(shells()).toBe("2");
    send("Disconnect");
    expect(shells()).toBe("1");
    send("Connect");
    expect(shells()).toBe("2");
    send("Delete");
    send("Delete", { status: 500, faultCode: 2150858843, error: "WINRM_FAULT" });
    send("Delete");
    expect(shells()).toBe("0");
  });
});
