// Asks several hosts at once for something, and tells of each what came of it. Nothing here knows of SCVMM.
import { AuthError, fromClixml, identify, SessionPool, TlsError, toClixml, WinRmError } from "scvmm-provider/winrm";

const { SCVMM_HOST = "", SCVMM_USERNAME = "", SCVMM_PASSWORD = "" } = process.env;
const credential = { username: SCVMM_USERNAME, password: { reveal: () => SCVMM_PASSWORD } };
const hosts = [SCVMM_HOST, "http://127.0.0.1:1/wsman"];

const say = (text) => process.stdout.write(`${text}\n`);
const command = (text, parameters) => ({
  text,
  isScript: false,
  parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: toClixml(value) })),
});

/** A hint for each kind of trouble; whatever else there is says itself what to do. */
function advice(error) {
  if (error instanceof TlsError) return `${error.reason}: pin ${error.fingerprint} if it is the host's own`;
  if (error instanceof AuthError) return `${error.failure}: the host takes ${error.offered.join(", ")}`;
  return error.hint;
}

async function visit(sessions, url) {
  const { product, offered } = await identify({ url: new URL(url) });
  say(`${product?.vendor}: takes ${offered.join(" and ")}`);
  const lease = await sessions.acquire({ urls: [url], credential, maxRunspaces: 4, patienceMs: 0 });
  try {
    // Eight calls over four runspaces of one session.
    const calls = Array.from({ length: 8 }, (_, index) => lease.invoke([command("Write-Output", { InputObject: `call ${index + 1}` })]));
    const answers = (await Promise.all(calls)).flatMap(({ output }) => output.map(fromClixml));
    say(`answers: ${answers.join(", ")}`);

    const { warnings } = await lease.invoke([command("Write-Warning", { Message: "patches are due" })]);
    say(`warnings: ${warnings.join(", ")}`);

    const { state } = await lease.invoke([command("Start-Sleep", { Seconds: 600 })], { signal: AbortSignal.timeout(200) });
    say(`a command that took too long: ${state}`);
  } finally {
    await lease.close();
  }
}

const sessions = new SessionPool();
for (const url of hosts) {
  say(`\n${url === SCVMM_HOST ? "the simulated host" : "a host that is not there"}`);
  await visit(sessions, url).catch((error) => {
    if (!(error instanceof WinRmError)) throw error;
    say(`${error.code}: ${advice(error)}`);
  });
}
await sessions.close();
