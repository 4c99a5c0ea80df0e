import { NtlmError } from "./ntlm-error.ts";

/** A step of a handshake that may be taken once: two sessions from one exchange would share their cipher streams. */
export function once<Input, Output>(step: (input: Input) => Output): (input: Input) => Output {
  let taken = false;
  return (input) => {
    if (taken) throw new NtlmError("out-of-order", "this NTLM handshake has had its answer");
    taken = true;
    return step(input);
  };
}
