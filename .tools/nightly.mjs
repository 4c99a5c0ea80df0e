// The long versions of suites that have one: a million fuzzed inputs a decoder, every fault at every request, a hundred thousand
// schedules of faults, twenty thousand batches through both interpreters, a thousand resources of Terraform.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const LONG = {
  ...process.env,
  SCVMM_FUZZ_RUNS: "1000000",
  SCVMM_CHAOS: "long",
  SCVMM_SIMULATION: "long",
  SCVMM_DIFFERENTIAL_RUNS: "20000",
  SCVMM_BINDING_RUNS: "200",
  SCVMM_TERRAFORM_RESOURCES: "1000",
};
const project = (name, ...filters) =>
  spawnSync("npx", ["vitest", "run", "--config", "test/vitest.config.ts", "--project", name, "--testTimeout=7200000", ...filters], {
    stdio: "inherit",
    env: LONG,
  }).status;

const failed = [
  project("deep", "fuzz"),
  project("chaos"),
  project("simulation"),
  spawnSync(process.execPath, [join(import.meta.dirname, "schedules.mjs"), "2001", "100000"], { stdio: "inherit" }).status,
  project("terraform", "many-resources"),
  project("powershell", "differential", "every-batch"),
].filter((status) => status !== 0).length;
console.log(failed === 0 ? "nightly: ok" : `nightly: ${failed} FAILED`);
process.exitCode = failed === 0 ? 0 : 1;
