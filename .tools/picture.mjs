// Draws docs/plan.svg: a real plan against the simulator, as a terminal of 80 columns shows it. `node .tools/picture.mjs`, after a build.
import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = join(root, "dist/scvmm.js");
const COLOURS = { 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 36: "#79c0ff", 2: "#8b949e", 90: "#8b949e" };
const ESC = "\u001b";
const CODE = new RegExp(`(${ESC}\\[[0-9;]*m)`);
const LINE = 18;
const LEFT = 16;
const TOP = 46;

/** Standard output of a run of the command; plan exits with 0, 2. */
const run = (args, env) =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [command, ...args], { env: { ...process.env, ...env }, cwd: root }, (error, out, err) =>
      error && error.code !== 2 ? reject(new Error(err)) : resolve(out),
    );
  });

/** The simulator's environment, and how to end it. */
async function simulate() {
  const child = spawn(process.execPath, [command, "simulate", "--seed", "1", "--time-scale", "600"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let text = "";
  for await (const part of child.stdout) {
    text += part;
    if (text.includes("SCVMM_PASSWORD=") && text.endsWith("\n")) break;
  }
  const env = Object.fromEntries([...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]));
  return { env, end: () => child.kill("SIGINT") };
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A line with SGR codes as tspans. */
function tspans(line) {
  let colour = "#e6edf3";
  let weight = "";
  let out = "";
  for (const part of line.split(CODE)) {
    const code = part.slice(ESC.length + 1, -1);
    if (!part.startsWith(ESC)) {
      if (part !== "") out += `<tspan fill="${colour}"${weight}>${escaped(part)}</tspan>`;
    } else if (code === "1") weight = ' font-weight="bold"';
    else if (code === "22") weight = "";
    else colour = COLOURS[code] ?? "#e6edf3";
  }
  return out;
}

function svg(title, lines) {
  const height = TOP + lines.length * LINE + 14;
  const rows = lines.map((line, index) => `<text x="${LEFT}" y="${TOP + index * LINE}" xml:space="preserve">${tspans(line)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 ${height}" width="720" height="${height}" role="img" aria-label="${escaped(title)}">
<rect width="720" height="${height}" rx="8" fill="#0d1117"/>
<g fill="#30363d"><circle cx="20" cy="16" r="5"/><circle cx="36" cy="16" r="5"/><circle cx="52" cy="16" r="5"/></g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">
${rows.join("\n")}
</g>
</svg>
`;
}

const farm = await mkdtemp(join(tmpdir(), "scvmm-picture-"));
const simulator = await simulate();
try {
  await cp(join(root, "examples/01-web-farm"), farm, { recursive: true });
  await run(["apply", "-f", farm, "--auto-approve"], simulator.env);
  const file = join(farm, "machines.yaml");
  const machines = (await readFile(file, "utf8")).split(/^---$/m);
  machines[0] = machines[0].replace("memory: 4Gi", "memory: 8Gi").replace("Role: frontend", "Role: canary");
  machines[1] = machines[1].replace("cpuCount: 2", "cpuCount: 4\n  powerCyclePolicy: Allow");
  machines.pop();
  await writeFile(file, machines.join("---"));
  const plan = await run(["plan", "-f", farm], { ...simulator.env, FORCE_COLOR: "1", COLUMNS: "80" });
  const typed = `${ESC}[2m$${ESC}[0m scvmm plan -f examples/01-web-farm`;
  await writeFile(join(root, "docs/plan.svg"), svg("A plan of scvmm", [typed, ...plan.trimEnd().split("\n")]));
} finally {
  simulator.end();
  await rm(farm, { recursive: true, force: true });
}
