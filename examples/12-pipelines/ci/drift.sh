#!/bin/sh
# Every night: drift.sh MANIFESTS REPORTS. Reads and changes nothing. Leaves drift.md, drift.html, drift.xml (JUnit) and drift.sarif in REPORTS.
# Ends as scvmm does: 0 no drift · 2 drift · 1 something could not be checked · 3 VMM could not be read.
set -u
. "$(dirname "$0")/common.sh"
manifests=$1 reports=$2
rm -rf "$reports"
mkdir -p "$reports"

scvmm drift -f "$manifests" -o markdown \
  --report html="$reports/drift.html" --report junit="$reports/drift.xml" --report sarif="$reports/drift.sarif" \
  >"$reports/drift.md" 2>"$reports/drift.log"
code=$?
cat "$reports/drift.log" >&2
summary "$reports/drift.md"
cat "$reports/drift.md"

case $code in
  0) said='' ;;
  2) said='VMM differs from the manifests: apply, change the manifests, or tell scvmm.yaml what is not to count' ;;
  3) said='VMM could not be read: nothing is known about drift' ;;
  *) said='Not everything could be checked' ;;
esac
if [ -n "$said" ]; then
  if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::error title=Drift::$said"; else echo "$said"; fi
fi
exit $code
