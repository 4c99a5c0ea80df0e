/**
 * Terraform waits for one line on stdout, and anything before it ends the start: whatever else in this process writes there, a
 * dependency's warning too, goes to stderr. To be imported before everything else.
 */
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;

/** The way to stdout that is left; resolves when the text is written. */
export const writeStdout = (text: string): Promise<void> =>
  new Promise((resolve, reject) => write(text, (error) => (error ? reject(error) : resolve())));
