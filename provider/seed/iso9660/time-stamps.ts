/** Both in UTC, so that the offset byte at the end is 0. */

/** ECMA-119 9.1.5: seven bytes, years since 1900. */
export function recordedTime(time: Date): Buffer {
  return Buffer.from([
    time.getUTCFullYear() - 1900,
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
    0,
  ]);
}

/** ECMA-119 8.4.26.1: sixteen digits, to hundredths of a second. */
export function digitTime(time: Date): Buffer {
  const digits = time.toISOString().replaceAll(/[^0-9]/g, "");
  return Buffer.from(`${digits.slice(0, 16)}\0`, "latin1");
}

export const NO_DIGIT_TIME = Buffer.from(`${"0".repeat(16)}\0`, "latin1");
