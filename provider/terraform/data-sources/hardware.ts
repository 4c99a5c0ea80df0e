import { formatQuantity } from "../../model/quantity.ts";

const MEBIBYTE = 2 ** 20;

/** As resources write it, `4Gi`. */
export const memoryText = (mebibytes: number | null): string | null => (mebibytes === null ? null : formatQuantity(mebibytes * MEBIBYTE));

/** VMM tells 0 bytes where it does not know. */
export const sizeText = (bytes: number): string | null => (bytes === 0 ? null : formatQuantity(bytes));
