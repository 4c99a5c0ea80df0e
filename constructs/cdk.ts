/**
 * The one file that imports the CDK library. The package's entry for the community's `cdktn` is built from the same sources with
 * `cdk-cdktn.ts` in its place.
 */
export * from "cdktf";
