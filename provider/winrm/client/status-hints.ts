const ELSEWHERE = "this address leads elsewhere, which is not followed: give that of the WinRM listener itself";

/** What a person can do about a status that is none of WS-Man's. */
export const STATUS_HINTS: ReadonlyMap<number, string> = new Map([
  [301, ELSEWHERE],
  [302, ELSEWHERE],
  [307, ELSEWHERE],
  [308, ELSEWHERE],
  [400, "the server could not read the request"],
  [403, "the account may not use this address"],
  [404, "the path is wrong; WinRM listens at /wsman"],
  [407, "a proxy on the way wants an account of its own; let this host be reached without it"],
  [413, "the request is larger than the server's MaxEnvelopeSizekb"],
  [503, "the WinRM service is stopping, or a quota of HTTP.sys is used up"],
]);
