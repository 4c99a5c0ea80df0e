/** What a server allows one user, and for how long (winrm/config/service, winrm/config/winrs and the plugin's quotas). */
export interface ServerLimits {
  /** MaxShellsPerUser. */
  readonly shellsPerUser: number;
  /** MaxConcurrentOperationsPerUser: requests under way, waiting Receives among them. */
  readonly operationsPerUser: number;
  /** MaxConcurrentCommandsPerShell. */
  readonly commandsPerShell: number;
  /** PSMaximumReceivedDataSizePerCommandMB: of the input of a command, what may wait to be read. */
  readonly inputBytesPerCommand: number;
  /** MaxEnvelopeSizekb. Larger requests get HTTP status 413. */
  readonly envelopeBytes: number;
  /** IdleTimeout of shells that ask for none: unused for so long, a shell is deleted. */
  readonly idleSeconds: number;
}

/** Those of Windows Server 2012 and later. */
export const WINDOWS_LIMITS: ServerLimits = {
  shellsPerUser: 30,
  operationsPerUser: 1500,
  commandsPerShell: 1000,
  inputBytesPerCommand: 50 * 1024 * 1024,
  envelopeBytes: 512_000,
  idleSeconds: 7200,
};
