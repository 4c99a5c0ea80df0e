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
  const passedOver: AuthError[] = [];
  const passOver = (index: number, reason: AuthError): void => {
    if (chosen > index) return;
    passedOver.push(reason);
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
          if (!isPassable(error) || index + 1 >= ways.length) throw withReasons(error, passedOver);
          passOver(index, error);
          return attempt(index + 1, soap);
        }
      };
      return { exchange: (soap) => attempt(chosen, soap) };
    },
  };
}

/** Where the last way fails too, those before it are worth a look. */
function withReasons(error: unknown, passedOver: readonly AuthError[]): unknown {
  if (!(error instanceof AuthError) || passedOver.length === 0) return error;
  const hint = [error.hint, ...passedOver.map(({ message }) => `before it was tried: ${message}`)].join("; ");
  return new AuthError(error.message, hint, error.offered, error.failure, error);
}

const isPassable = (error: unknown): error is AuthError =>
  error instanceof AuthError && (error.failure === "unavailable" || error.failure === "not-offered");
