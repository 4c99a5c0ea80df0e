import { rename, rm, writeFile } from "node:fs/promises";

/** Nobody ever sees half a file. Throws what the file system says. */
export async function writeWhole(file: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const half = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(half, content, { mode });
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
