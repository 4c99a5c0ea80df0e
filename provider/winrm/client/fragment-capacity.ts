/** What every server takes, the oldest too. */
export const NARROW_ENVELOPE_BYTES = 153_600;

/** Room for what a base64 body adds around its data: names of elements, ids, attributes. */
const BODY_OVERHEAD_BYTES = 256;

/** The largest fragment, header included, whose base64 fits an envelope beside `overheadBytes` of everything else. */
export const fragmentCapacity = (maxEnvelopeBytes: number, overheadBytes: number): number =>
  Math.floor((maxEnvelopeBytes - overheadBytes - BODY_OVERHEAD_BYTES) / 4) * 3;
