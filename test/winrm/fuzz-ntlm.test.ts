import { expect, test } from "vitest";
import { NtlmError } from "../../provider/winrm/ntlm/ntlm-error.ts";
import { SealingError } from "../../provider/winrm/sealing/sealing-error.ts";
import { FUZZ_TIMEOUT_MS, fuzz, fuzzRuns } from "./fuzz-kit.ts";
import { DECODERS, decodeWithin } from "./ntlm-decoders.ts";

test.each(Object.entries(DECODERS))(
  "%s: read, or refused with a typed error, never beyond its bytes",
  (_name, { valid, decode }) => {
    let refused = 0;
    fuzz({
      seed: 20_260_101,
      runs: fuzzRuns(2000),
      corpus: [valid],
      decode: (input) => {
        if (decodeWithin(input, decode) === "refused") refused += 1;
      },
      refusals: [NtlmError, SealingError],
    });
    expect(refused).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);
