/** Logging and metrics of one run. */
export type { DriftFigures, LookOutcome } from "./drift-metrics.ts";
export { type LogDetail, type LogFormat, type LogSettings, logSettings } from "./log.ts";
export {
  type CallFacts,
  type End,
  type EndpointObserver,
  type Judge,
  Observation,
  type ObservationOptions,
  type RequestFacts,
  type Verdict,
} from "./observation.ts";
