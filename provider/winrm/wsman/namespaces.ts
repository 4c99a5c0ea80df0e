/** Namespaces of WS-Man and WinRM, under the prefixes that we write. */
export const NS = {
  s: "http://www.w3.org/2003/05/soap-envelope",
  a: "http://schemas.xmlsoap.org/ws/2004/08/addressing",
  w: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
  p: "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd",
  rsp: "http://schemas.microsoft.com/wbem/wsman/1/windows/shell",
  x: "http://schemas.xmlsoap.org/ws/2004/09/transfer",
  n: "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
  f: "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault",
} as const;
export type Prefix = keyof typeof NS;

export const PS_NAMESPACE = "http://schemas.microsoft.com/powershell";
export const RESOURCE_BASE = `${PS_NAMESPACE}/`;
/** What Windows calls shells of any kind when asked about one. */
export const SHELL_RESOURCE = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
/** And commands of any shell. */
export const COMMAND_RESOURCE = `${SHELL_RESOURCE}/Command`;
export const DEFAULT_CONFIGURATION = "Microsoft.PowerShell";

export const ACTIONS = {
  Create: `${NS.x}/Create`,
  Get: `${NS.x}/Get`,
  Delete: `${NS.x}/Delete`,
  Enumerate: `${NS.n}/Enumerate`,
  Pull: `${NS.n}/Pull`,
  Command: `${NS.rsp}/Command`,
  Send: `${NS.rsp}/Send`,
  Receive: `${NS.rsp}/Receive`,
  Signal: `${NS.rsp}/Signal`,
  Disconnect: `${NS.rsp}/Disconnect`,
  Reconnect: `${NS.rsp}/Reconnect`,
  Connect: `${NS.rsp}/Connect`,
} as const;
export type Operation = keyof typeof ACTIONS;

export const FAULT_ACTION = "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault";
export const ANONYMOUS = `${NS.a}/role/anonymous`;

/** The operation of a request's action, or undefined. */
export const operationOf = (action: string): Operation | undefined =>
  (Object.keys(ACTIONS) as Operation[]).find((name) => ACTIONS[name] === action);
