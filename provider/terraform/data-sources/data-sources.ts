import type { DataSourceType } from "./data-source-type.ts";

/** Every data source. */
export const dataSources: readonly DataSourceType[] = [];
