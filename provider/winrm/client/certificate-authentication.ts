import { AuthError } from "../errors.ts";
import { type Authentication, offeredSchemes, SOAP_HEADERS } from "./authenticator.ts";

/** What WS-Man calls mutual TLS (DSP0226, C.3): the server takes the account from the certificate of the TLS connection. */
const MUTUAL_TLS = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";

export const certificateAuthentication: Authentication = {
  // Without TLS there is nothing to authenticate with, and nothing is sent.
  seals: false,
  connect: (connection) => ({
    async exchange({ body, ...options }) {
      const reply = await connection.post(() => ({ headers: { ...SOAP_HEADERS, Authorization: MUTUAL_TLS }, body }), options);
      if (reply.status !== 401) return reply;
      throw new AuthError("the server refused the client certificate", HINT, offeredSchemes(reply));
    },
  }),
};

const HINT =
  "on the host: allow it (Set-Item WSMan:\\localhost\\Service\\Auth\\Certificate $true), trust its issuer, and map it to a local " +
  "account (New-Item WSMan:\\localhost\\ClientCertificate) by the user principal name inside it";
