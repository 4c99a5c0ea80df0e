import type { Parameters } from "./binding/parameters.ts";
import type { Sizing } from "./objects/machine.ts";
import { vmmErrors } from "./vmm-errors.ts";

export const SIZING_PARAMETERS = [
  "CPUCount",
  "MemoryMB",
  "DynamicMemoryEnabled",
  "DynamicMemoryMinimumMB",
  "DynamicMemoryMaximumMB",
  "DynamicMemoryBufferPercentage",
] as const;

/** VMM's default for dynamic memory, in per cent (scvmm-domain 5). */
const DEFAULT_BUFFER = 20;

/** The sizing after these parameters. Throws for what Hyper-V's capability profile refuses (scvmm-domain 5). */
export function resize(before: Sizing, parameters: Parameters): Sizing {
  const dynamic = parameters.boolean("DynamicMemoryEnabled") ?? before.DynamicMemoryEnabled;
  const memory = parameters.number("MemoryMB") ?? before.Memory;
  const after: Sizing = {
    CPUCount: parameters.number("CPUCount") ?? before.CPUCount,
    Memory: memory,
    DynamicMemoryEnabled: dynamic,
    DynamicMemoryMinimumMB: dynamic ? (parameters.number("DynamicMemoryMinimumMB") ?? before.DynamicMemoryMinimumMB ?? memory) : null,
    DynamicMemoryMaximumMB: dynamic ? (parameters.number("DynamicMemoryMaximumMB") ?? before.DynamicMemoryMaximumMB ?? memory) : null,
    DynamicMemoryBufferPercentage: dynamic
      ? (parameters.number("DynamicMemoryBufferPercentage") ?? before.DynamicMemoryBufferPercentage ?? DEFAULT_BUFFER)
      : null,
  };
  demandSound(after);
  return after;
}

export function sizingOf(from: Sizing): Sizing {
  const { CPUCount, Memory, DynamicMemoryEnabled } = from;
  const { DynamicMemoryMinimumMB, DynamicMemoryMaximumMB, DynamicMemoryBufferPercentage } = from;
  return { CPUCount, Memory, DynamicMemoryEnabled, DynamicMemoryMinimumMB, DynamicMemoryMaximumMB, DynamicMemoryBufferPercentage };
}

function demandSound(sizing: Sizing): void {
  const minimum = sizing.DynamicMemoryMinimumMB ?? sizing.Memory;
  const maximum = sizing.DynamicMemoryMaximumMB ?? sizing.Memory;
  const buffer = sizing.DynamicMemoryBufferPercentage ?? DEFAULT_BUFFER;
  if (sizing.CPUCount < 1 || sizing.CPUCount > 64) throw vmmErrors.badSizing("the number of processors must be 1 to 64");
  if (minimum < 8 || maximum > 1_048_576) throw vmmErrors.badSizing("memory must be 8 to 1048576 MB");
  if (minimum > sizing.Memory || sizing.Memory > maximum)
    throw vmmErrors.badSizing("startup memory must lie between the minimum and the maximum of dynamic memory");
  if (buffer < 5 || buffer > 95) throw vmmErrors.badSizing("the memory buffer must be 5 to 95 per cent");
}
