import { describe, expect, it } from "vitest";
import { connectRunspacePool } from "../../provider/winrm/index.ts";
import { startEchoServer } from "./echo-server.ts";
import { PASSWORD } from "./loopback.ts";

const credential = { username: "CONTOSO\\tester", password: { reveal: () => PASSWORD } };

describe("a status that a proxy gives in place of the host", () => {
  const statuses = [404, 500, 502, 503, 504];
  const ofHandshake = [1, 2].flatMap((leg) => statuses.map((status) => ({ leg, status })));

  it.each(ofHandshake)(
    "$status to step $leg of the authentication: the request was not sent, so nothing has run",
    async ({ leg, status }) => {
      await using server = await startEchoServer();
      server.interfere = (_request, _body, count) => (count === leg ? { kind: "answered", status, headers: {} } : undefined);
      const url = `http://127.0.0.1:${server.port}/wsman`;
      await expect(connectRunspacePool({ url, credential, authentication: "ntlm" })).rejects.toMatchObject({
        code: "WINRM_RECEIVE",
        status,
        outcome: "not-run",
        message: expect.stringContaining(`answered the authentication with HTTP status ${status}`),
      });
      expect(server.bodies).toEqual([]);
    },
  );

  it.each([502, 504])("%i to the request itself, after the authentication: it may have run", async (status) => {
    await using server = await startEchoServer();
    server.interfere = (_request, _body, count) => (count === 3 ? { kind: "answered", status, headers: {} } : undefined);
    const url = `http://127.0.0.1:${server.port}/wsman`;
    const opening = connectRunspacePool({ url, credential, authentication: "ntlm", connectTimeoutMs: 1000 });
    await expect(opening).rejects.toMatchObject({ status, outcome: "unknown" });
  });

  it.each([502, 504])("%i to Basic, whose one step is the request itself: it may have run", async (status) => {
    await using server = await startEchoServer();
    server.interfere = (_request, _body, count) => (count === 1 ? { kind: "answered", status, headers: {} } : undefined);
    const url = `http://127.0.0.1:${server.port}/wsman`;
    await expect(connectRunspacePool({ url, credential, authentication: "basic" })).rejects.toMatchObject({ status, outcome: "unknown" });
  });
});
