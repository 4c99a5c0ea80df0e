import { expect, test } from "vitest";
import { basicAuthentication } from "../../provider/winrm/client/basic-authentication.ts";
import { ChannelPool } from "../../provider/winrm/client/channel-pool.ts";
import { credential } from "./loopback.ts";

const poolOf = (maxChannels: number) =>
  new ChannelPool({
    url: new URL("http://127.0.0.1:1/wsman"),
    connectTimeoutMs: 1000,
    maxReplyBytes: 1000,
    authentication: basicAuthentication(credential),
    maxChannels,
  });

test("who waits for a channel no longer when told so leaves the queue to the others", async () => {
  const channels = poolOf(1);
  let free = () => {};
  const first = channels.lease(() => new Promise<void>((resolve) => (free = resolve)));
  const patience = new AbortController();
  const impatient = channels.lease(async () => "late", patience.signal);
  const patient = channels.lease(async () => "mine", new AbortController().signal);
  patience.abort(new Error("enough"));
  await expect(impatient).rejects.toThrow("enough");
  await expect(channels.lease(async () => "never", patience.signal)).rejects.toThrow("enough");
  free();
  expect(await patient).toBe("mine");
  await first;
  expect(await channels.lease(async () => "again")).toBe("again");
});
