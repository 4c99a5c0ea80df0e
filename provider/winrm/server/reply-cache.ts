import type { WsManRequest } from "../wsman/envelope.ts";
import type { Answer } from "./answer.ts";
import { FAULTS } from "./server-fault.ts";

interface Row {
  readonly owner: string;
  readonly answer: Promise<Answer>;
  /** The connection that carried the request; a later request on it shows that the answer arrived. */
  readonly connection: object;
}

/** Clients try again for 185 s (MS-WSMV 3.2.5.3); the number bounds what their answers may take. */
const MAX_ROWS = 64;

/** Answers kept for clients whose connection was lost before they had them (MS-WSMV 3.1.4.1.39). */
export class ReplyCache {
  readonly #rows = new Map<string, Row>();

  /**
   * Carries a request out, or gives the answer that an earlier sending of it got. Rejects as `perform` does, and with a
   * `ServerFault` for a number that was used before by a request that is no resend.
   */
  async answer(
    request: WsManRequest,
    from: { readonly owner: string; readonly connection: object },
    perform: () => Promise<Answer>,
  ): Promise<Answer> {
    const { operation } = request;
    if (operation === undefined) return perform();
    const known = this.#rows.get(operation.id);
    if (operation.sequence !== 1 || (known !== undefined && !operation.resend)) throw FAULTS.badHeader();
    // An id is no proof: another user's answer is not given away.
    if (known !== undefined && known.owner === from.owner) return known.answer;
    this.#forget(from.connection);
    const answer = perform();
    // Whoever asked handles its failure; a later asker gets the same one.
    answer.catch(() => {});
    this.#rows.set(operation.id, { ...from, answer });
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size <= MAX_ROWS) break;
      this.#rows.delete(oldest);
    }
    return answer;
  }

  #forget(connection: object): void {
    for (const [id, row] of this.#rows) if (row.connection === connection) this.#rows.delete(id);
  }
}
