#!/bin/sh
# Looks for drift once and leaves the reports in a folder: drift.sh MANIFESTS REPORTS
# Ends as scvmm does: 0 no drift · 2 drift · 1 something could not be checked · 3 VMM could not be read.
# $SCVMM is the command, where it is not `npx scvmm`. For each ending but 0 the script runs $ON_DRIFT, if that is set, with the code and the report in Markdown.
set -u
manifests=$1 reports=$2
mkdir -p "$reports"

# shellcheck disable=SC2086 # two words
${SCVMM:-npx scvmm} drift -f "$manifests" -o markdown --report html="$reports/drift.html" --report json="$reports/drift.json" \
  >"$reports/drift.md" 2>"$reports/drift.log"
code=$?

case $code in
  0) echo "no drift" ;;
  2) echo "drift: see $reports/drift.html" ;;
  3) echo "VMM could not be read: nothing is known; see $reports/drift.log" ;;
  *) echo "not everything could be checked: see $reports/drift.log" ;;
esac
if [ $code -ne 0 ] && [ -n "${ON_DRIFT:-}" ]; then "$ON_DRIFT" $code "$reports/drift.md"; fi
exit $code
