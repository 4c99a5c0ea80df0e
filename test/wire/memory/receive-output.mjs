// A process of its own: connects, gets one small and one large output, and says how far its memory grew for the large one, at its highest.
// node receive-output.mjs LIBRARY URL AUTHENTICATION USER PASSWORD BYTES
import { readFileSync, writeFileSync } from "node:fs";

const [library, url, authentication, username, password, bytes] = process.argv.slice(2);
const { connectRunspacePool, toClixml } = await import(library);
const pool = await connectRunspacePool({ url, authentication, credential: { username, password: { reveal: () => password } } });

async function output(length) {
  const command = { text: "Test-Text", isScript: false, parameters: [{ name: "Length", value: toClixml(length) }] };
  const [text] = (await pool.invoke([command])).output;
  return text.value.length;
}
const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))[1]);

await output(1000);
// Forgets the peak (proc(5)).
writeFileSync("/proc/self/clear_refs", "5");
const before = kilobytes("VmRSS");
const received = await output(Number(bytes));
const grown = (kilobytes("VmHWM") - before) * 1024;
process.stdout.write(JSON.stringify({ received, grown }));
// Not closed: an idle connection keeps no process alive.
