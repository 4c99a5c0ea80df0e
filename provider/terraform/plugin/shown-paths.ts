import type { DiagnosticMessage } from "../protocol/messages.ts";
import type { Handlers, RpcName } from "../protocol/rpcs.ts";

type Answer = { readonly diagnostics?: readonly DiagnosticMessage[] };

/**
 * Diagnostics at the attribute of the block that they are in. Terraform (1.11) looks up lines for these alone; for a path that leads into
 * one it shows the line on which the block begins. The summary names the whole path.
 */
export function withShownPaths(handlers: Handlers): Handlers {
  const names = Object.keys(handlers) as RpcName[];
  const shown = (name: RpcName) => async (request: object) => {
    const answer: Answer = await (handlers[name] as (request: object) => Promise<Answer>)(request);
    return answer.diagnostics ? { ...answer, diagnostics: answer.diagnostics.map(outermost) } : answer;
  };
  return Object.fromEntries(names.map((name) => [name, shown(name)])) as unknown as Handlers;
}

function outermost(diagnostic: DiagnosticMessage): DiagnosticMessage {
  const [first, ...inner] = diagnostic.attribute?.steps ?? [];
  return first && inner.length > 0 ? { ...diagnostic, attribute: { steps: [first] } } : diagnostic;
}
