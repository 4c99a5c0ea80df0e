import { createCipheriv, X509Certificate } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { ChannelPool } from "../../provider/winrm/client/channel-pool.ts";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { fingerprintOf } from "../../provider/winrm/index.ts";
import type { RunspaceHandler } from "../../provider/winrm/server.ts";
import { certificateFor } from "./echo-server.ts";
import { call, startLoopback } from "./loopback.ts";

const certificate = certificateFor(["127.0.0.1"]);
const tls = { fingerprint: fingerprintOf(new X509Certificate(certificate.certificate).raw) };

/** Shorter than what is decoded in place, longer than an answer, and between; letters that take one, two and three bytes. */
const LENGTHS = [10, 5000, 70_000, 900_000, 3, 300_000];

/** Text that no other key and place has, and nothing can be mistaken for. */
function textOf(key: number, place: number): string {
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16, key), Buffer.alloc(16, place));
  const noise = cipher.update(Buffer.alloc(LENGTHS[place] ?? 0)).toString("base64");
  return `${noise.replaceAll("A", "é").replaceAll("B", "€")} ${key}/${place}`;
}

const writer = (): RunspaceHandler => ({
  async run({ commands }, sink) {
    const [parameter] = commands[0]?.parameters ?? [];
    const key = Number(fromClixml(parameter?.value ?? toClixml(0)));
    for (const place of LENGTHS.keys()) sink.output(toClixml(textOf(key, place)));
  },
  close() {},
});

/** Answers are read in memory that the next ones are written to. Here it is spoilt at once: what is kept of it would show. */
function spoilReadAnswers(): void {
  const { lease } = ChannelPool.prototype;
  vi.spyOn(ChannelPool.prototype, "lease").mockImplementation(function (this: ChannelPool, use, signal) {
    const spoiling: typeof use = async (channel) => {
      const result = await use(channel);
      channel.buffer.gathered.fill("*");
      return result;
    };
    return Reflect.apply(lease, this, [spoiling, signal]);
  });
}
afterEach(() => vi.restoreAllMocks());

test.each([
  ["Basic", "http", "basic"],
  ["NTLM, sealed", "http", "ntlm"],
  ["TLS", "https", "basic"],
] as const)("over %s, pipelines of one session get each its own large output whole", async (_name, scheme, authentication) => {
  spoilReadAnswers();
  await using loopback = await startLoopback({ openRunspace: writer, ...(scheme === "https" ? { tls: certificate } : {}) });
  const pool = await loopback.connect({ authentication, maxRunspaces: 2, tls });
  const results = await Promise.all([1, 2, 3, 4].map((key) => pool.invoke([call("Write", { key })])));
  for (const [index, { state, output }] of results.entries()) {
    const wrong = output.flatMap((value, place) => (fromClixml(value) === textOf(index + 1, place) ? [] : [place]));
    expect([state, output.length, wrong]).toEqual(["completed", LENGTHS.length, []]);
  }
});
