/**
 * Upper-cases a name as Windows does: one UTF-16 unit for one, by the table of Vista, which is older than some scripts'
 * capitals. JavaScript would make `SS` of `ß` and `I` of `ı`; a proof over such a name would not match.
 */
export function upperCaseAsWindows(name: string): string {
  return Array.from({ length: name.length }, (_, at) => upperCaseUnit(name.charAt(at))).join("");
}

/** Georgian and Cherokee got their other case after that table was made. */
const CASED_SINCE = /[\u10d0-\u10ff\u13f8-\u13fd\uab70-\uabbf]/;
/** Windows maps the one small letter that does not come back. */
const FINAL_SIGMA = "ς";

function upperCaseUnit(unit: string): string {
  const upper = unit.toUpperCase();
  const paired = upper.length === 1 && (upper.toLowerCase() === unit || unit === FINAL_SIGMA);
  return paired && !CASED_SINCE.test(unit) ? upper : unit;
}
