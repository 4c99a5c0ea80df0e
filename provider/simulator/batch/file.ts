import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type FileCall, MAX_FILE_BYTES } from "../../batch/call.ts";
import { badCall, batchError } from "./batch-error.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The content of a file as it was sent. Throws CmdletError: BadCall for what is no file, BadFile for what is another. */
export function unpack(file: FileCall["file"]): Uint8Array {
  const { name, gzip, size, sha256 } = file ?? {};
  if (typeof name !== "string" || !NAME.test(name)) throw badCall("A file needs a plain name.");
  if (!(gzip instanceof Uint8Array)) throw badCall("A file needs bytes.");
  if (!Number.isInteger(size) || size < 0 || size > MAX_FILE_BYTES) throw badCall("A file needs a size within the limit.");
  const content = gunzip(gzip, size);
  const sum = content && createHash("sha256").update(content).digest("hex");
  if (content?.length !== size || sum !== `${sha256}`.toLowerCase())
    throw batchError("BadFile", `The file ${name} did not arrive as it was sent.`);
  return content;
}

function gunzip(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
}
