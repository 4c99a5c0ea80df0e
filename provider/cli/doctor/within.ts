/** The work's end, or an error with that code when it takes too long; a signal ends the waiting with its reason. */
export async function within<T>(
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
  work: Promise<T>,
  code = "ETIMEDOUT",
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let abort = () => {};
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(`nothing within ${timeoutMs} ms`), { code })), timeoutMs);
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
