/**
 * What to do about a fault.
 * - `repeat`: ask the same again at once · `back-off`: the server is full, try later · `reopen`: the session is gone, open a
 *   new one · `give-up`: the same request will fail again
 */
export type FaultRemedy = "repeat" | "back-off" | "reopen" | "give-up";

export interface FaultSense {
  /** What the number means, for people. */
  readonly meaning: string;
  readonly remedy: FaultRemedy;
  readonly hint: string;
  /** Only where the fault does not prove that nothing ran. */
  readonly outcome?: "unknown";
}

export const FAULT = {
  operationTimeout: 2150858793,
  noSuchShell: 2150858843,
  aborted: 995,
  busy: 170,
  accessDenied: 5,
  /** The number that Windows sends when a quota of shells is full. */
  shellsOfUser: 2150859173,
  operationsOfUser: 2150859174,
  commandsOfShell: 2150859241,
  inUse: 2150859213,
  shellDisconnected: 2150859204,
  streamDisconnected: 2150859230,
  schema: 2150858817,
  header: 2150858767,
  badResourceUri: 2150858811,
} as const;

const FULL = "close sessions that are not needed, or raise the quotas of WinRM (winrm/config/winrs) and of its PowerShell plugin";
const LOGON = "check the account, its password and whether its domain can be reached";

const quota = (meaning: string): FaultSense => ({ meaning, remedy: "back-off", hint: FULL });
const unreachable = (meaning: string): FaultSense => ({ meaning, remedy: "reopen", hint: "see that the WinRM service of the host runs" });
const bug = (meaning: string): FaultSense => ({
  meaning,
  remedy: "give-up",
  hint: "the server did not accept the form of the request; please report this",
});
const disconnected = (): FaultSense => ({
  meaning: "the session is disconnected",
  remedy: "reopen",
  hint: "connect to it again before it is used",
  outcome: "unknown",
});
const logon = (meaning: string): FaultSense => ({ meaning, remedy: "give-up", hint: LOGON });
const plugin = (meaning: string): FaultSense => ({
  meaning,
  remedy: "give-up",
  hint: "see the log Microsoft-Windows-PowerShell/Operational on the host",
});

/** Numbers of WS-Man faults; texts are localised and never looked at. */
export const FAULT_TABLE: ReadonlyMap<number, FaultSense> = new Map<number, FaultSense>([
  [
    FAULT.operationTimeout,
    { meaning: "the operation timed out", remedy: "repeat", hint: "the server had nothing to say in time", outcome: "unknown" },
  ],
  [
    FAULT.noSuchShell,
    {
      meaning: "there is no such shell or command",
      remedy: "reopen",
      hint: "the session ended on the server: idle time, restart or quota",
    },
  ],
  [FAULT.shellsOfUser, quota("too many shells of this user")],
  [FAULT.operationsOfUser, quota("too many operations of this user")],
  [2150859179, quota("too many users")],
  [2150859236, quota("the plugin's quota of shells is used up")],
  [2150859237, quota("the plugin's quota of users is used up")],
  [2150859238, quota("the plugin's quota of shells is used up")],
  [2150859239, quota("the plugin's quota of shells is used up")],
  [2150859240, quota("the plugin's quota of operations is used up")],
  [FAULT.commandsOfShell, quota("the shell's quota of commands is used up")],
  [FAULT.schema, bug("the request does not follow the schema")],
  [FAULT.header, bug("a header of the request has a bad value")],
  [
    FAULT.aborted,
    { meaning: "the operation was aborted", remedy: "reopen", hint: "the session was closed while the request waited", outcome: "unknown" },
  ],
  [FAULT.busy, { meaning: "the resource is in use", remedy: "back-off", hint: "an earlier request to the same stream is still under way" }],
  [
    FAULT.accessDenied,
    {
      meaning: "access denied",
      remedy: "give-up",
      hint: "the account needs the right to the endpoint (Set-PSSessionConfiguration -ShowSecurityDescriptorUI); local administrators need LocalAccountTokenFilterPolicy",
    },
  ],
  [1326, logon("wrong user name or password")],
  [1311, logon("no logon server can be reached")],
  [1312, logon("there is no such logon session")],
  [1115, { meaning: "the host is shutting down", remedy: "reopen", hint: "try again when it is back" }],
  [
    1722,
    {
      meaning: "a call inside the host failed",
      remedy: "reopen",
      hint: "try again; see the host's event log if it stays",
      outcome: "unknown",
    },
  ],
  [2147943418, { meaning: "the profile of the user was unloaded", remedy: "reopen", hint: "open a new session", outcome: "unknown" }],
  [
    FAULT.badResourceUri,
    { meaning: "there is no such session configuration", remedy: "give-up", hint: "Get-PSSessionConfiguration lists those of the host" },
  ],
  [FAULT.shellDisconnected, disconnected()],
  [FAULT.streamDisconnected, disconnected()],
  [FAULT.inUse, { meaning: "another client uses the session", remedy: "give-up", hint: "open a session of your own" }],
  [2150858770, unreachable("the client cannot connect")],
  [2150859046, unreachable("WinRM cannot complete the operation")],
  [2150859026, unreachable("the service is not available")],
  [2150859027, unreachable("the address is not available")],
  [2150859120, unreachable("the server answered with an HTTP error")],
  [0x80540bbe, plugin("the plugin refuses the input stream")],
  [0x80540bc0, plugin("the plugin refuses the output stream")],
  [0x80540bc4, plugin("the plugin refuses the arguments")],
  [0x80540bc5, plugin("the protocol versions do not match")],
  [0x80540bc6, plugin("the plugin does not know an option")],
  [0x80540bc7, plugin("no protocol version was given")],
  [0x80540fa0, plugin("the plugin met an error inside")],
  [0x80540fa3, plugin("the plugin could not connect to the session")],
]);

export const UNKNOWN_FAULT: FaultSense = {
  meaning: "the server refused the request",
  remedy: "give-up",
  hint: "look the code up with: winrm helpmsg <code>",
};
