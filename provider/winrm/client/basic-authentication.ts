import { AuthError } from "../errors.ts";
import { type Authentication, offeredSchemes, offers, SOAP_HEADERS, type WinRmCredential } from "./authenticator.ts";

/** Basic (RFC 7617): the credential with every request, so any socket will do. Windows takes local accounts only. */
export const basicAuthentication = (credential: WinRmCredential): Authentication => ({
  seals: false,
  connect: (connection) => ({
    async exchange({ body, ...options }) {
      const token = Buffer.from(`${credential.username}:${credential.password.reveal()}`, "utf8").toString("base64");
      const reply = await connection.post(() => ({ headers: { ...SOAP_HEADERS, Authorization: `Basic ${token}` }, body }), options);
      if (reply.status !== 401) return reply;
      const offered = offeredSchemes(reply);
      if (offers(offered, "Basic")) {
        throw new AuthError(
          "the server refused the user name or the password",
          connection.encrypted ? WRONG_HINT : WRONG_HINT + CLEAR_HINT,
          offered,
        );
      }
      throw new AuthError("the server does not take Basic authentication", ALLOW_HINT, offered, "not-offered");
    },
  }),
});

const WRONG_HINT = "check user name and password; Basic takes local accounts of the host only, written without the host's name";
const CLEAR_HINT = "; without TLS the host refuses it whatever the password is, unless its AllowUnencrypted is on";
const ALLOW_HINT =
  "use another scheme (negotiate), or allow it on the host: Set-Item WSMan:\\localhost\\Service\\Auth\\Basic $true, " +
  "and over http Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted $true";
