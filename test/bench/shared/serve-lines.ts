import { createInterface } from "node:readline";

type Operations = Readonly<
  Record<string, (request: Readonly<Record<string, unknown>>) => Promise<object | undefined> | object | undefined>
>;

/** Answers each line of JSON on stdin with one on stdout, until end of input. */
export async function serveLines(operations: Operations): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    const answer = async () => (await operations[request.op]?.(request)) ?? {};
    const reply = await answer().catch((error: unknown) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

/** Calls `one` so many times, so many at once. */
export async function spread(count: number, concurrency: number, one: () => Promise<void>): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
