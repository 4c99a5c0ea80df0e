import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import type { Estate } from "../estate/estate.ts";
import type { Log } from "../log/log.ts";
import type { Handlers } from "../protocol/rpcs.ts";
import type { Mapping } from "../schema/mapping.ts";
import { mappings } from "../schema/mappings.ts";
import { encodeValue, parseJson } from "../value/dynamic-value.ts";
import type { ObjectValue } from "../value/value.ts";
import { diagnosticsIn, messageOf, objectIn, pathMessage, told } from "./answer.ts";
import { applyResource } from "./apply-resource.ts";
import { importResource } from "./import-resource.ts";
import { planResource } from "./plan-resource.ts";
import { readPrivate, writePrivate } from "./private-data.ts";
import { readResource } from "./read-resource.ts";
import { makeSession, type Pace, type Session } from "./session.ts";
import { upgradeState } from "./upgrade-state.ts";
import { validateResource } from "./validate-resource.ts";

export type ResourceHandlers = Pick<
  Handlers,
  | "ValidateResourceConfig"
  | "UpgradeResourceState"
  | "ReadResource"
  | "PlanResourceChange"
  | "ApplyResourceChange"
  | "ImportResourceState"
  | "MoveResourceState"
>;

export interface ResourceDependencies {
  /** That of the provider block, once it is configured. Throws DiagnosticError before. */
  readonly estate: () => Estate;
  readonly log: Log;
  /** The engine's own where nothing is said. */
  readonly pace?: Pace;
}

const byName = new Map(mappings.map((mapping) => [mapping.name, mapping]));

/** Throws DiagnosticError for a type that this provider has not. */
function typeOf(name: string): Mapping {
  const mapping = byName.get(name);
  if (mapping) return mapping;
  throw new DiagnosticError([{ code: "TERRAFORM_TYPE", severity: "error", summary: `The provider has no resource of type "${name}"` }]);
}

/**
 * What Terraform asks of resources: values in, values out. Whatever is wrong with an object is a diagnostic, and the object's state stays with
 * it: a missing state would be taken for a missing object.
 */
export function resourceHandlers({ estate, log, pace = {} }: ResourceDependencies): ResourceHandlers {
  const sessions = new WeakMap<Estate, Session>();
  const session = (): Session => {
    const current = estate();
    const known = sessions.get(current) ?? makeSession(current, pace);
    sessions.set(current, known);
    return known;
  };
  const tell = (diagnostics: readonly Diagnostic[], mapping: Mapping, value: ObjectValue | null) =>
    told(diagnostics, mapping, value ?? {}, log);

  return {
    ValidateResourceConfig: async ({ typeName, config, clientCapabilities }) => {
      const mapping = typeOf(typeName);
      const found = validateResource(mapping, objectIn(config) ?? {}, clientCapabilities?.writeOnlyAttributesAllowed ?? false);
      return { diagnostics: found.map((one) => messageOf(one, mapping)) };
    },

    UpgradeResourceState: async ({ typeName, rawState }) => {
      const { schema } = typeOf(typeName);
      return { upgradedState: encodeValue(upgradeState(schema, parseJson(rawState?.json ?? new Uint8Array()))) };
    },

    ReadResource: async ({ typeName, currentState, private: bytes }) => {
      const mapping = typeOf(typeName);
      const state = objectIn(currentState);
      const kept = { ...(currentState && { newState: currentState }), private: bytes };
      if (state === null) return kept;
      try {
        const read = await readResource(mapping, state, readPrivate(bytes), session());
        const diagnostics = tell(read.diagnostics, mapping, state);
        return { newState: encodeValue(read.state), private: writePrivate(read.privateData), diagnostics };
      } catch (error) {
        return { ...kept, diagnostics: tell(diagnosticsIn(error), mapping, state) };
      }
    },

    PlanResourceChange: async ({ typeName, priorState, proposedNewState, config, priorPrivate }) => {
      const mapping = typeOf(typeName);
      const [prior, wanted] = [objectIn(priorState), objectIn(proposedNewState) && objectIn(config)];
      const request = { prior, config: wanted, privateData: readPrivate(priorPrivate) };
      const { planned, replace, privateData, diagnostics } = await planResource(mapping, request, session());
      return {
        plannedState: encodeValue(planned),
        requiresReplace: replace.map((path) => pathMessage(path, mapping)),
        plannedPrivate: writePrivate(privateData),
        diagnostics: tell(diagnostics, mapping, wanted ?? prior),
      };
    },

    ApplyResourceChange: async ({ typeName, priorState, plannedState, config, plannedPrivate }) => {
      const mapping = typeOf(typeName);
      const prior = objectIn(priorState);
      const kept = { ...(priorState && { newState: priorState }), private: plannedPrivate };
      try {
        const planned = objectIn(plannedState);
        const wanted = planned && objectIn(config);
        const request = { prior, planned, config: wanted, privateData: readPrivate(plannedPrivate) };
        const { state, privateData, diagnostics } = await applyResource(mapping, request, session(), log);
        return {
          newState: encodeValue(state),
          private: writePrivate(privateData),
          diagnostics: tell(diagnostics, mapping, wanted ?? prior),
        };
      } catch (error) {
        return { ...kept, diagnostics: tell(diagnosticsIn(error), mapping, prior) };
      }
    },

    ImportResourceState: async ({ typeName, id }) => {
      const mapping = typeOf(typeName);
      const { state, privateData, diagnostics } = await importResource(mapping, id, session());
      const imported = { typeName, state: encodeValue(state), private: writePrivate(privateData) };
      return { importedResources: [imported], diagnostics: tell(diagnostics, mapping, state) };
    },

    MoveResourceState: async ({ sourceTypeName, targetTypeName, sourceState, sourcePrivate }) => {
      const { schema } = typeOf(targetTypeName);
      if (sourceTypeName !== targetTypeName) throw new DiagnosticError([otherType(sourceTypeName, targetTypeName)]);
      const state = upgradeState(schema, parseJson(sourceState?.json ?? new Uint8Array()));
      return { targetState: encodeValue(state), targetPrivate: sourcePrivate };
    },
  };
}

const otherType = (source: string, target: string): Diagnostic => ({
  code: "TERRAFORM_MOVED_TYPE",
  severity: "error",
  summary: `a ${source} cannot become a ${target}`,
  detail: "The two describe different things; only a resource of the same type can be moved.",
  hint: `Import the object as ${target} instead, and remove the old resource from the state with terraform state rm.`,
});
