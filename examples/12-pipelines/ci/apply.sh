#!/bin/sh
# After the merge: apply.sh MANIFESTS REVIEWED. Carries out the plan that was reviewed and no other: the one of REVIEWED/fingerprint, which plan.sh has
# written on the pull request, or of the variable SCVMM_EXPECT, where somebody starts the job by hand.
# Ends with 0 where VMM is as the manifests say, with 1 where something was refused or has failed, with 3 where VMM could not be read.
set -u
. "$(dirname "$0")/common.sh"
manifests=$1 reviewed=$2

# refuse TITLE: says what apply would do now and how to go on, unless nothing is left to do
refuse() {
  scvmm plan -f "$manifests" -o markdown --out "$work/plan.scvmm" --detailed-exitcode >"$work/plan.md"
  code=$?
  case $code in
    0) echo "Nothing is left to do: VMM is as the manifests say."; exit 0 ;;
    2) ;;
    *) exit $code ;;
  esac
  {
    printf '### %s\n\nNothing was changed. This is what would be done now:\n\n' "$1"
    cat "$work/plan.md"
    if [ -s "$reviewed/plan.md" ]; then
      printf '\n#### Reviewed (-) and now (+)\n\n```diff\n'
      diff -u "$reviewed/plan.md" "$work/plan.md" | grep '^[-+]' | grep -v -e '^---' -e '^+++'
      printf '```\n'
    fi
    printf '\n#### What to do\n\n'
    printf -- '- If the plan above is right: start this job by hand (`fingerprint`, or the variable `SCVMM_EXPECT`) with `%s`.\n' "$(fingerprint "$work/plan.scvmm")"
    printf -- '- If somebody has changed VMM and should not have: put that right, and run this job again.\n'
    printf -- '- If the manifests are to follow VMM: change them in a new pull request.\n'
  } >"$work/refused.md"
  summary "$work/refused.md"
  cat "$work/refused.md"
  exit 1
}

expected=${SCVMM_EXPECT:-}
if [ -z "$expected" ] && [ -s "$reviewed/fingerprint" ]; then expected=$(cat "$reviewed/fingerprint"); fi
[ -n "$expected" ] || refuse 'Refused: no reviewed plan belongs to this commit'

scvmm apply -f "$manifests" --expect "$expected" 2>"$work/apply.log"
code=$?
cat "$work/apply.log" >&2
if [ $code -eq 1 ] && grep -q '\[PLAN_NOT_AS_EXPECTED\]' "$work/apply.log"; then refuse 'Refused: this is no longer the plan that was reviewed'; fi
case $code in
  0 | 3) exit $code ;;
  *)
    echo 'Not everything was done, or nothing: see above. What was done stays. Run this job again: it shows a plan of what is left, for you to approve.'
    exit 1
    ;;
esac
