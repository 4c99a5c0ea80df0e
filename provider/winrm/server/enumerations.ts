import { randomUUID } from "node:crypto";
import type { EnumeratedPage } from "../wsman/enumerate.ts";
import type { WsManRequest } from "../wsman/envelope.ts";
import { roomIn } from "./room-in.ts";
import { FAULTS } from "./server-fault.ts";

/** Whoever asks for more of them without pulling loses the oldest. */
const MAX_OPEN = 100;

interface Open {
  readonly owner: string;
  readonly items: readonly string[];
}

/** Lists that did not fit one answer, until their clients have pulled the rest. */
export class Enumerations {
  readonly #open = new Map<string, Open>();

  /** As many of the items as were asked for, and as fit the envelope; the others can be pulled. */
  first(items: readonly string[], maxElements: number, request: WsManRequest, owner: string): EnumeratedPage {
    const count = Math.min(maxElements, fitting(items, roomIn(request)));
    if (count >= items.length) return { items, context: undefined };
    const context = `uuid:${randomUUID().toUpperCase()}`;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined && this.#open.size >= MAX_OPEN) this.#open.delete(oldest);
    this.#open.set(context, { owner, items: items.slice(count) });
    return { items: items.slice(0, count), context };
  }

  /** Each part is given once, under a new context. */
  next(context: string, maxElements: number, request: WsManRequest, owner: string): EnumeratedPage {
    const open = this.#open.get(context);
    if (open === undefined || open.owner !== owner) throw FAULTS.badContext();
    this.#open.delete(context);
    return this.first(open.items, Math.max(maxElements, 1), request, owner);
  }
}

/** How many fit; one at least, or a pull would never come to an end. */
function fitting(items: readonly string[], room: number): number {
  let left = room;
  const first = items.findIndex((item) => {
    left -= Buffer.byteLength(item);
    return left < 0;
  });
  return first < 0 ? items.length : Math.max(first, 1);
}
