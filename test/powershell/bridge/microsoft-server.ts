import { afterAll, beforeAll, expect } from "vitest";
import {
  connectRunspacePool,
  fromClixml,
  type InvokeOptions,
  type PipelineCommand,
  type PipelineResult,
  type RunspacePool,
  type RunspacePoolOptions,
  toClixml,
} from "../../../provider/winrm/index.ts";
import { anyone, type Bridge, startBridge } from "./start-bridge.ts";

export type Given = Parameters<typeof toClixml>[0];

export const script = (source: string, ...values: readonly Given[]): PipelineCommand => ({
  text: source,
  isScript: true,
  parameters: values.map((value) => ({ name: null, value: toClixml(value) })),
});

export const plain = ({ state, output, failure }: PipelineResult) => {
  expect({ state, failure }).toEqual({ state: "completed", failure: null });
  return output.map(fromClixml);
};

/** Microsoft's server behind the bridge, and a pool of eight runspaces in it, for the tests of one suite. */
export function microsoftServer() {
  let bridge: Bridge;
  let pool: RunspacePool;
  const connect = (options: Partial<RunspacePoolOptions> = {}) =>
    connectRunspacePool({ url: bridge.url, ...anyone, operationTimeoutSeconds: 5, ...options });
  const run = (source: string, ...values: readonly Given[]) => pool.invoke([script(source, ...values)]);
  const runWith = (options: InvokeOptions, source: string, ...values: readonly Given[]) =>
    pool.invoke([script(source, ...values)], options);

  beforeAll(async () => {
    bridge = await startBridge();
    pool = await connect({ maxRunspaces: 8 });
  });
  afterAll(async () => {
    await pool?.close();
    expect(bridge.openShells).toBe(0);
    await bridge.close();
  });
  return {
    connect,
    run,
    runWith,
    get bridge() {
      return bridge;
    },
    get pool() {
      return pool;
    },
  };
}
