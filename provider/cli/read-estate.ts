import { readFile } from "node:fs/promises";
import { DiagnosticError } from "../model/diagnostic.ts";
import { type Estate, EstateError, parseEstate } from "../simulator/estate/estate.ts";

function refuse(file: string, summary: string, detail: string): DiagnosticError {
  return new DiagnosticError([{ code: "ESTATE_INVALID", severity: "error", summary, detail, file }]);
}

/** Throws DiagnosticError with code ESTATE_INVALID. */
export async function readEstate(file: string): Promise<Estate> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw refuse(file, "The estate cannot be read", error.code ?? error.message);
  });
  try {
    return parseEstate(JSON.parse(text));
  } catch (error) {
    if (error instanceof EstateError) throw refuse(file, "The estate is not valid", error.message);
    if (error instanceof SyntaxError) throw refuse(file, "The estate is no JSON", error.message);
    throw error;
  }
}
