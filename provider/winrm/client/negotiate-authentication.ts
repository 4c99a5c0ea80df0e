import { AuthError } from "../errors.ts";
import type { Authentication, Authenticator, SoapExchange } from "./authenticator.ts";
import type { HttpReply } from "./http-reply.ts";

/**
 * The first of several ways that can be had here and that the server takes. A way that refuses the account ends the search:
 * each further attempt with a wrong password brings the account nearer to its lock.
 * @param onFallback told once why a way is passed over
 */
export function firstOf(ways: readonly Authentication[], onFallback: (reason: AuthError) => void = () => {}): Authentication {
  // What one connection has learnt holds for all.
  let chosen = 0;
  const passOver = (index: number, reason: AuthError): void => {
    if (chosen > index) return;
    chosen = index + 1;
    onFallback(reason);
  };
  return {
    seals: ways.every((way) => way.seals),
    connect(connection) {
      const made = new Map<number, Authenticator>();
      const attempt = async (index: number, soap: SoapExchange): Promise<HttpReply> => {
        const authenticator = made.get(index) ?? ways[index]?.connect(connection);
        if (authenticator === undefined) throw new RangeError("no way to authenticate");
        made.set(index, authenticator);
        try {
          return await authenticator.exchange(soap);
        } catch (error) {
          if (!isPassable(error) || index + 1 >= ways.length) throw error;
          passOver(index, error);
          return attempt(index + 1, soap);
        }
      };
      return { exchange: (soap) => attempt(chosen, soap) };
    },
  };
}

const isPassable = (error: unknown): error is AuthError =>
  error instanceof AuthError && (error.failure === "unavailable" || error.failure === "not-offered");
