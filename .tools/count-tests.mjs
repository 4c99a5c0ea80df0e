// Prints "passed failed" of a Vitest JSON report, for .ci/run. A report without a test is an error.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
if (!(report.numTotalTests > 0)) process.exit(1);
console.log(`${report.numPassedTests} ${report.numFailedTests}`);
