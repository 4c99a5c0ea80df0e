import { isObject, type ObjectValue } from "../value/value.ts";
import { textOf } from "./problem.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables about the connection, and the attributes that stand for them or against them. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  SCVMM_AUTHENTICATION: ["authentication"],
  SCVMM_CA_FILE: ["ca_file", "fingerprint"],
  SCVMM_FINGERPRINT: ["fingerprint", "ca_file"],
  SCVMM_CONFIGURATION: ["configuration_name"],
};

/** In Terraform what is written goes before the environment; for the command it is the other way round. */
export function withoutWritten(config: ObjectValue, environment: Environment): Environment {
  const connection = config["connection"] ?? null;
  if (!isObject(connection)) return environment;
  const written = (name: string) => VARIABLES[name]?.some((attribute) => textOf(connection, attribute) !== undefined) ?? false;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !written(name)));
}
