/** What an observer is told about each request, when it has ended. Holds no bodies and no secrets. */
export interface WireEvent {
  /** `Create`, `Command`, `Send`, `Receive`, `Signal`, `Delete`. */
  readonly operation: string;
  /** Names the request in the logs of both sides. */
  readonly messageId: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly durationMs: number;
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  /** Number of the WS-Man fault, else null. */
  readonly faultCode: number | null;
  /** Code of the error that the request ended with, else null; a Receive that timed out is no error. */
  readonly error: string | null;
}

export interface WireStats {
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}
