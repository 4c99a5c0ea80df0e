import * as z from "zod";
import { field } from "../field.ts";
import { optionalText } from "../metadata.ts";

/** Hyper-V gives a VM four at most. */
const MOST_ADAPTERS = 4;

export const fibreChannel = z
  .array(
    z.strictObject({
      virtualSAN: field(optionalText, {
        doc: "Virtual SAN of the host that the adapter is connected to; hosts have their own of the same name.",
        policy: "power-off",
      }),
      storageFabricClassification: field(optionalText, { doc: "Storage fabric classification of the adapter.", policy: "power-off" }),
    }),
  )
  .max(MOST_ADAPTERS, { error: `a VM has ${MOST_ADAPTERS} fibre channel adapters at most` });
