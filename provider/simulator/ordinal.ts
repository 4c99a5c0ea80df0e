/**
 * .NET's OrdinalIgnoreCase: one UTF-16 unit becomes one upper-case unit, so that no text changes its length (`ß` stays `ß`).
 */
function fold(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toUpperCase();
  let folded = "";
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index);
    const upper = unit.toUpperCase();
    folded += upper.length === 1 ? upper : unit;
  }
  return folded;
}

export function equals(text: string, other: string): boolean {
  return text === other || fold(text) === fold(other);
}

export function startsWith(text: string, start: string): boolean {
  return fold(text).startsWith(fold(start));
}

export function contains(text: string, part: string): boolean {
  return fold(text).includes(fold(part));
}

const SPECIAL = /[\\^$.|+(){}/]/g;

/** PowerShell's wildcards, ignoring case: `*`, `?`, `[a-z]`; a backtick escapes (scvmm-domain D21: VMM's -Name reads them). */
export function wildcard(pattern: string): (text: string) => boolean {
  if (!/[*?[\]`]/.test(pattern)) return (text) => equals(text, pattern);
  let source = "";
  for (let index = 0; index < pattern.length; index++) {
    const unit = pattern.charAt(index);
    const close = unit === "[" ? pattern.indexOf("]", index + 1) : -1;
    if (unit === "`" && index + 1 < pattern.length) source += escaped(pattern.charAt(++index));
    else if (unit === "*") source += "[^]*";
    else if (unit === "?") source += "[^]";
    else if (close > index + 1) {
      source += `[${pattern.slice(index + 1, close).replaceAll(/[\\^\]]/g, "\\$&")}]`;
      index = close;
    } else source += escaped(unit);
  }
  const expression = new RegExp(`^${source}$`, "i");
  return (text) => expression.test(text);
}

function escaped(unit: string): string {
  return unit.replaceAll(SPECIAL, "\\$&").replaceAll(/[[\]*?]/g, "\\$&");
}
