/** Whether `to` is among what `from` leads to, over however many steps; `from` leads to itself only over a circle. */
export function leadsTo(from: string, to: string, next: (address: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const queue = [...next(from)];
  for (let address = queue.pop(); address !== undefined; address = queue.pop()) {
    if (address === to) return true;
    if (!seen.has(address)) queue.push(...next(address));
    seen.add(address);
  }
  return false;
}
