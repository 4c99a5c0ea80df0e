/** What travels as one HTTP request. */
export interface HttpMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpReply {
  readonly status: number;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** It answers a step of a handshake: what was to be asked has not been sent. */
  readonly ofHandshake?: true;
}
