/** What a template of a host name may speak of. */
export interface HostnameFacts {
  readonly vmName: string;
  /** spec.networking.domain; "" where the manifest gives none. */
  readonly domain: string;
}

/** The CRD's own default: the VM's name up to its first dot, and the domain. */
export const DEFAULT_HOSTNAME = '{{ regexReplaceAll "\\\\..*$" .spec.vmName "" }}.{{ .spec.networking.domain }}';

const FIELDS: Readonly<Record<string, (facts: HostnameFacts) => string>> = {
  ".spec.vmName": ({ vmName }) => vmName,
  ".spec.networking.domain": ({ domain }) => domain,
};

const FUNCTIONS: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
};

/** The one use of regular expressions that templates make: what stands before the first dot. Others are refused, not run. */
const BEFORE_DOT = /^regexReplaceAll\s+(?:"\\\\\.\.\*\$?"|`\\\.\.\*\$?`)\s+(\S+)\s+(?:""|``)$/;

/**
 * Renders a host name: a literal, or a Go template of `.spec.vmName`, `.spec.networking.domain`, `lower`, `upper` and the
 * default's regexReplaceAll. Dots at its ends go, as they come from a domain that is not given. Undefined for any other template.
 */
export function renderHostname(template: string, facts: HostnameFacts): string | undefined {
  let understood = true;
  const rendered = template.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/gs, (_, action: string) => {
    const text = evaluate(action, facts);
    if (text === undefined) understood = false;
    return text ?? "";
  });
  if (!understood || /\{\{|\}\}/.test(rendered)) return undefined;
  return rendered.trim().replace(/^\.+|\.+$/g, "");
}

function evaluate(action: string, facts: HostnameFacts): string | undefined {
  const [first = "", ...filters] = action.split("|").map((part) => part.trim());
  const start = term(first, facts);
  return filters.reduce<string | undefined>((text, name) => {
    const filter = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    return text === undefined ? undefined : filter?.(text);
  }, start);
}

function term(text: string, facts: HostnameFacts): string | undefined {
  if (Object.hasOwn(FIELDS, text)) return FIELDS[text]?.(facts);
  const [, subject] = BEFORE_DOT.exec(text) ?? [];
  if (subject !== undefined) return term(subject, facts)?.replace(/\..*$/s, "");
  const [, name = "", argument = ""] = /^(\w+)\s+(\S.*)$/s.exec(text) ?? [];
  const inner = Object.hasOwn(FUNCTIONS, name) ? term(argument, facts) : undefined;
  return inner === undefined ? undefined : FUNCTIONS[name]?.(inner);
}

const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Whether each part of a host name is one that DNS knows. */
export function isHostname(text: string): boolean {
  return text.length <= 253 && text.split(".").every((label) => LABEL.test(label));
}
