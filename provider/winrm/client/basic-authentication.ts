import { AuthError } from "../errors.ts";
import { type Authentication, offeredSchemes, SOAP_HEADERS } from "./authenticator.ts";

export interface WinRmCredential {
  readonly username: string;
  readonly password: { reveal(): string };
}

/** Basic (RFC 7617): the credential with every request, so any socket will do. Windows takes local accounts only. */
export const basicAuthentication = (credential: WinRmCredential): Authentication => ({
  seals: false,
  connect: (connection) => ({
    async exchange({ body, ...options }) {
      const token = Buffer.from(`${credential.username}:${credential.password.reveal()}`, "utf8").toString("base64");
      const reply = await connection.post(() => ({ headers: { ...SOAP_HEADERS, Authorization: `Basic ${token}` }, body }), options);
      if (reply.status !== 401) return reply;
      const offered = offeredSchemes(reply);
      const takesBasic = offered.some((scheme) => scheme.toLowerCase() === "basic");
      throw new AuthError(
        takesBasic ? "the server refused the user name or the password" : "the server does not take Basic authentication",
        takesBasic
          ? "check user name and password; Basic takes local accounts of the host only"
          : "allow it on the host (winrm set winrm/config/service/auth '@{Basic=\"true\"}') or use another scheme",
        offered,
      );
    },
  }),
});
