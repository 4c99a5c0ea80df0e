/** What stands in the place of `cdk.ts` for those who use the community's library. */
export * from "cdktn";
