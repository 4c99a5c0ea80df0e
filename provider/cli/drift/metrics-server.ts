import { createServer } from "node:http";
import { DiagnosticError } from "../../model/diagnostic.ts";

export interface MetricsServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** GET /metrics, for Prometheus. Throws DiagnosticError where nothing can listen. */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  text: () => string,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    request.resume();
    const found = (request.method === "GET" || request.method === "HEAD") && request.url?.split("?")[0] === "/metrics";
    response
      .writeHead(found ? 200 : 404, { "content-type": "text/plain; version=0.0.4; charset=utf-8" })
      .end(found ? text() : "GET /metrics\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const summary = `Nothing can listen at ${host}:${port} (${error.code ?? "unknown reason"})`;
      reject(new DiagnosticError([{ code: "METRICS_LISTEN", severity: "error", summary, hint: "Choose another address or port." }]));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const at = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${at}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
