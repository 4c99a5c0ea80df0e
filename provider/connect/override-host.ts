import type { Diagnostic } from "../model/diagnostic.ts";
import type { LoadedProvider } from "../model/manifests.ts";
import { parseHost } from "../model/parse-host.ts";

/** Sends every provider of a run to one host: to try manifests against the simulator without editing them. */
export const HOST_VARIABLE = "SCVMM_HOST";

function sentTo(provider: LoadedProvider, host: string): LoadedProvider {
  // How to connect, and whom to trust, was said of the manifest's own hosts.
  const { execHost: _host, execHosts: _hosts, connection: _connection, ...spec } = provider.value.spec;
  return { ...provider, value: { ...provider.value, spec: { ...spec, scvmmHost: host } } };
}

/** The providers with `host` in place of every scvmmHost and its jump hosts; as they are where it is unset or empty. */
export function overrideHost(
  providers: readonly LoadedProvider[],
  host: string | undefined,
): { readonly providers: readonly LoadedProvider[]; readonly diagnostics: readonly Diagnostic[] } {
  if (!host) return { providers, diagnostics: [] };
  if (!parseHost(host)) {
    const summary = `${HOST_VARIABLE} is no host`;
    const hint = "Write host, host:port or a URL such as http://127.0.0.1:5985/wsman, or unset it.";
    return { providers, diagnostics: [{ code: "HOST_INVALID", severity: "error", summary, hint }] };
  }
  const diagnostics = providers
    .filter(({ value }) => value.spec.scvmmHost !== host)
    .map(
      ({ address, value }): Diagnostic => ({
        code: "HOST_OVERRIDDEN",
        severity: "info",
        summary: `${HOST_VARIABLE} is set: this is not ${value.spec.scvmmHost}, but ${host}`,
        address,
      }),
    );
  return { providers: providers.map((provider) => sentTo(provider, host)), diagnostics };
}
