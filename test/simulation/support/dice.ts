import { type Random, seededRandom } from "../../../provider/simulator/random.ts";

/** Choices that depend on a seed and the order of asking. */
export interface Dice {
  readonly random: Random;
  below(limit: number): number;
  /** `percent` of 100. */
  chance(percent: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of them, or undefined as often. */
  maybe<T>(percent: number, item: () => T): T | undefined;
}

export function dice(seed: number, stream: number): Dice {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
  const { below } = random;
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const chance = (percent: number): boolean => below(100) < percent;
  return { random, below, pick, chance, maybe: (percent, item) => (chance(percent) ? item() : undefined) };
}
