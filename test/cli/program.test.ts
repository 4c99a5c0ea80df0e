import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { normaliseBooleans } from "../../provider/cli/flags.ts";
import { scvmm } from "./fake-host.ts";

const EXAMPLE = new URL("../../examples/01-web-farm", import.meta.url).pathname;
const PROVIDER = `apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmProvider
metadata: { name: vmm }
spec: { scvmmHost: vmm.example }
`;
const ESC = "\u001b";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "program-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the command line", () => {
  test.each([
    [["--version"], 0, "1.2.3\n", ""],
    [["plan"], 1, "", "error: required option '-f, --filename <path...>' not specified"],
    [["plan", "-f", "x", "--xyzzy"], 1, "", "error: unknown option '--xyzzy'\n  hint: `scvmm plan --help` lists what is allowed"],
    [["pln", "-f", "x"], 1, "", "error: unknown command 'pln'\n(Did you mean plan?)\n  hint: `scvmm --help`"],
    [["plan", "-f", "x", "-o", "html"], 1, "", "Allowed choices are text, json, markdown."],
    [
      ["get", "cattle"],
      1,
      "",
      "Allowed choices are machines, virtualips, names, claims, disks, checkpoints, clouds, templates, networks, pools, isos, libraryshares.",
    ],
    [["plan", "-f", "x", "--scope", "No Good"], 1, "", "Lower-case letters"],
    [["apply", "-f", "x", "--parallelism", "0"], 1, "", "A whole number from 1 to 256."],
    [["apply", "-f", "x", "--parallelism", "1e2"], 1, "", "A whole number from 1 to 256."],
    [["plan", "-f", "x", "--max-deletion-share", "1.5"], 1, "", "A share from 0 to 1"],
    [["apply"], 1, "", "error: Nothing to apply is given [CLI_USAGE]"],
    [["apply", "p.json", "-f", EXAMPLE], 1, "", "error: Both a saved plan and manifests are given [CLI_USAGE]"],
    [["apply", "/nowhere/p.json"], 1, "", "error: The saved plan cannot be read [PLAN_FILE_UNREADABLE]\n  /nowhere/p.json\n"],
    [["apply", join(EXAMPLE, "names.yaml")], 1, "", "error: This is no saved plan of this version [PLAN_FILE_INVALID]"],
    [["get", "machines"], 1, "", "error: No SCVMM is named [CLI_USAGE]"],
    [["drift", "-f", EXAMPLE, "--metrics-listen", "127.0.0.1:0"], 1, "", "error: --metrics-listen is for --watch alone [CLI_USAGE]"],
    [["explain", "virtualip.spec.address"], 0, expect.stringContaining("CHANGE   needs a new one; the old one is removed"), ""],
    [["get", "names"], 1, "", "error: names are listed for manifests [CLI_USAGE]"],
    [["plan", "-f", EXAMPLE], 1, "", "error: No credentials for ScvmmProvider/web-farm/vmm [CREDENTIAL_MISSING]"],
  ])("%j", async (argv, code, stdout, stderr) => {
    const ran = await scvmm(argv);
    expect(ran.code).toBe(code);
    expect(ran.stdout).toEqual(stdout);
    expect(ran.stderr).toContain(stderr);
  });

  test("simulate says that its address is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, stdout, stderr } = await scvmm(["simulate", "--listen", at]);
    server.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`error: Nothing can listen at ${at} (EADDRINUSE) [SIMULATOR_LISTEN]`);
  });

  test("help tells exit codes and where the account comes from", async () => {
    const { code, stdout } = await scvmm(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("3 the live state could not be read");
    expect(stdout).toContain("SCVMM_PASSWORD");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("help says nothing of defaults that are empty or are no words", async () => {
    const commands = ["validate", "plan", "apply", "destroy", "drift", "get", "import", "adopt", "doctor", "explain", "simulate"];
    const texts = await Promise.all(commands.map(async (command) => (await scvmm([command, "--help"])).stdout.replaceAll(/\s+/g, " ")));
    for (const text of texts) expect(text).not.toMatch(/default: (\[|\{|none|true|"")/);
    expect(texts[2]).toContain('default: "wait")');
  });

  test("no flag takes a password", async () => {
    for (const command of ["plan", "apply", "destroy", "drift", "get"]) {
      expect((await scvmm([command, "--help"])).stdout).not.toMatch(/--\S*(password|secret|token)/);
    }
  });

  test("--prune=false is --no-prune, but not behind --", () => {
    expect(normaliseBooleans(["plan", "--prune=false", "--", "--prune=false"])).toEqual(["plan", "--no-prune", "--", "--prune=false"]);
  });
});

describe("validate", () => {
  test("the example is valid, in its scope", async () => {
    expect(await scvmm(["validate", "-f", EXAMPLE])).toEqual({
      code: 0,
      stdout: "Valid, in scope web-farm: 1 ScvmmProvider, 1 ScvmmNamePool, 4 ScvmmMachines, 1 ScvmmVirtualIP.\n",
      stderr: "",
    });
  });

  test("--scope goes before the settings", async () => {
    expect((await scvmm(["validate", "-f", EXAMPLE, "--scope", "mine"])).stdout).toContain("in scope mine:");
  });

  test("standard input", async () => {
    expect((await scvmm(["validate", "-f", "-"], { stdin: PROVIDER })).stdout).toContain("in scope default: 1 ScvmmProvider");
  });

  test("everything wrong at once, with places, and nothing on stdout", async () => {
    const file = join(folder, "wrong.yaml");
    await writeFile(
      file,
      `${PROVIDER}---
apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmMachine
metadata: { name: a }
spec:
  cloud: X
  vmTemplate: T
  cpuCnt: 2
  memory: lots
  vmNameFromPool: { name: nowhere }
`,
    );
    const { code, stdout, stderr } = await scvmm(["validate", "-f", file]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`${file}:12:3 spec.cpuCnt`);
    expect(stderr).toContain(`${file}:13:3 spec.memory`);
    expect(stderr).toContain(`${file}:14:`);
    expect(stderr.match(/^error: /gm)?.length).toBeGreaterThanOrEqual(4);
  });

  test("settings that are wrong or differ", async () => {
    const wrong = await mkdtemp(join(folder, "w"));
    const other = await mkdtemp(join(folder, "o"));
    for (const place of [wrong, other]) await writeFile(join(place, "p.yaml"), PROVIDER);
    await writeFile(join(wrong, "scvmm.yaml"), "scpe: x\n");
    await writeFile(join(other, "scvmm.yaml"), "scope: x\n");
    expect((await scvmm(["validate", "-f", wrong])).stderr).toContain(`${wrong}/scvmm.yaml:1:1 scpe`);
    expect((await scvmm(["validate", "-f", other, EXAMPLE])).stderr).toContain("[SETTINGS_CONFLICT]");
  });
});

describe("credentials", () => {
  test("an unreadable file is said", async () => {
    const { code, stderr } = await scvmm(["plan", "-f", EXAMPLE, "--credentials-file", "/nowhere"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("[CREDENTIAL_FILE_UNREADABLE]\n  /nowhere\n")]);
  });

  test("a host that is none is said", async () => {
    const { code, stderr } = await scvmm(["plan", "-f", EXAMPLE], { environment: { SCVMM_HOST: "http://" } });
    expect([code, stderr]).toEqual([1, expect.stringContaining("error: SCVMM_HOST is no host [HOST_INVALID]")]);
  });
});

describe("colour", () => {
  const failing = ["apply"];
  test.each([
    ["a pipe has none", {}, failing, false],
    ["a terminal has it", { terminal: true }, failing, true],
    ["NO_COLOR", { terminal: true, environment: { NO_COLOR: "1" } }, failing, false],
    ["an empty NO_COLOR counts as unset", { terminal: true, environment: { NO_COLOR: "" } }, failing, true],
    ["--no-color", { terminal: true }, ["--no-color", ...failing], false],
    ["FORCE_COLOR in a pipe", { environment: { FORCE_COLOR: "1" } }, failing, true],
    ["FORCE_COLOR=0 on a terminal", { terminal: true, environment: { FORCE_COLOR: "0" } }, failing, false],
    ["NO_COLOR goes before FORCE_COLOR", { environment: { NO_COLOR: "1", FORCE_COLOR: "1" } }, failing, false],
    ["a dumb terminal", { terminal: true, environment: { TERM: "dumb" } }, failing, false],
  ])("%s", async (_, setting, argv, coloured) => {
    expect((await scvmm(argv, setting)).stderr.includes(ESC)).toBe(coloured);
  });
});
