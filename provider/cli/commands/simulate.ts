import { Command } from "commander";
import type { Runner } from "../program.ts";
export const simulateCommand = (run: Runner) => run<object>(new Command("simulate"), async () => 0);
