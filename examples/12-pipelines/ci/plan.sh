#!/bin/sh
# On a pull request: plan.sh MANIFESTS OUT. Nothing is changed. Leaves in the folder OUT
#   plan.md      for the people who review: the plan, or why there is none
#   plan.scvmm   the saved plan
#   fingerprint  what apply.sh is to expect; not there where there is no plan
# Ends with 0 whether or not anything would change, with 1 where the manifests are wrong or the plan is refused, with 3 where VMM could not be read.
set -u
. "$(dirname "$0")/common.sh"
manifests=$1 out=$2
rm -rf "$out"
mkdir -p "$out"

scvmm plan -f "$manifests" -o markdown --out "$out/plan.scvmm" --detailed-exitcode >"$out/plan.md" 2>"$out/plan.log"
code=$?
cat "$out/plan.log" >&2

case $code in
  0 | 2)
    fingerprint "$out/plan.scvmm" >"$out/fingerprint" || exit 1
    if [ $code -eq 2 ]; then
      printf '\nTo be applied as `%s`, and refused if anything is another by then.\n' "$(cat "$out/fingerprint")" >>"$out/plan.md"
    fi
    code=0
    ;;
  *)
    rm -f "$out/plan.scvmm"
    case $code in
      3) title='No plan: VMM could not be read' hint='Run the job again when VMM can be reached; `scvmm doctor` says what is in the way.' ;;
      *) code=1 title='No plan' hint='Mend what is told here, and push again.' ;;
    esac
    { printf '### %s\n\n%s\n\n' "$title" "$hint"; sed 's/^/    /' "$out/plan.log"; } >"$out/plan.md"
    ;;
esac
summary "$out/plan.md"
cat "$out/plan.md"
exit $code
