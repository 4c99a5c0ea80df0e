/** What `terraform … -json` prints, as far as tests look at it. */
export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  /** With the line of the configuration that it points at. */
  readonly snippet?: { readonly code: string; readonly context: string | null } | null;
}

interface Line {
  readonly type?: string;
  readonly diagnostic?: TerraformDiagnostic;
}

/** Those of a command that prints a JSON object a line. */
export function diagnosticsOf(stdout: string): readonly TerraformDiagnostic[] {
  return stdout.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const { type, diagnostic } = JSON.parse(line) as Line;
    return type === "diagnostic" && diagnostic ? [diagnostic] : [];
  });
}

export type Values = Readonly<Record<string, unknown>>;

/** One entry of `resource_changes` and `resource_drift` in the JSON of a plan. */
export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Values | null;
    readonly after: Values | null;
    readonly after_unknown: Values;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
    readonly importing?: { readonly id: string };
  };
}

export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, unknown>>;
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "replace" | "forget";

export const actionOf = ({ change: { actions } }: ResourceChange): Action =>
  actions.length > 1 ? "replace" : (actions[0] as Exclude<Action, "replace">);

interface Module {
  readonly resources?: readonly { readonly address: string; readonly values: Values }[];
  readonly child_modules?: readonly Module[];
}

/** Values of every resource and data source of a state, by address. */
export function valuesOf(state: { readonly values?: { readonly root_module?: Module } }): Readonly<Record<string, Values>> {
  const all = (module: Module): readonly (readonly [string, Values])[] => [
    ...(module.resources ?? []).map(({ address, values }) => [address, values] as const),
    ...(module.child_modules ?? []).flatMap(all),
  ];
  return Object.fromEntries(all(state.values?.root_module ?? {}));
}
