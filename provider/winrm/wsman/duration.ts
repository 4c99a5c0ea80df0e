const DURATION = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of an xs:duration without years and months, or undefined. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text.trim());
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => (part === undefined ? 0 : Number(part)));
  return (match[1] === undefined ? 1 : -1) * (((days * 24 + hours) * 60 + minutes) * 60 + seconds);
}

export const writeDuration = (seconds: number): string => `PT${seconds}S`;
