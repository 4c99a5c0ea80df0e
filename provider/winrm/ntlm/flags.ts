/** NEGOTIATE flags (MS-NLMP 2.2.2.5) that we send, ask for or look at. */
export const NtlmFlag = {
  unicode: 0x1,
  oem: 0x2,
  requestTarget: 0x4,
  sign: 0x10,
  seal: 0x20,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  targetTypeDomain: 0x10000,
  targetTypeServer: 0x20000,
  extendedSessionSecurity: 0x80000,
  targetInfo: 0x800000,
  version: 0x2000000,
  key128: 0x20000000,
  keyExchange: 0x40000000,
  key56: 0x80000000,
} as const;

export type NtlmFlagName = keyof typeof NtlmFlag;

export function flagsOf(...names: readonly NtlmFlagName[]): number {
  return names.reduce((flags, name) => flags | NtlmFlag[name], 0) >>> 0;
}

export function hasFlags(flags: number, ...names: readonly NtlmFlagName[]): boolean {
  return names.every((name) => (flags & NtlmFlag[name]) !== 0);
}

/** The flags that both sides named. */
export function commonFlags(one: number, other: number): number {
  return (one & other) >>> 0;
}
