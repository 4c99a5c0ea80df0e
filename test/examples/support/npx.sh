#!/bin/sh
# npx of the tests: takes the command that was built here, as npx does in a checkout, and asks no registry.
# What a plan prints goes to $TRANSCRIPT too. The pauses between two looks at jobs are for a VMM that takes its time.
if [ "$1" = --yes ]; then
  [ "$2" = "--package=scvmm-provider@$SCVMM_TEST_VERSION" ] || { echo "npx: not the version of the test: $*" >&2; exit 64; }
  shift 2
fi
root=$(dirname "$0")/..
if [ "$1" != scvmm ]; then
  [ -x "$root/node_modules/.bin/$1" ] || { echo "npx: not there: $*" >&2; exit 64; }
  program=$root/node_modules/.bin/$1
  shift
  exec "$program" "$@"
fi
shift
line="scvmm $*"
case $1 in apply | destroy) set -- "$@" --poll-interval 0.1 ;; esac
case " $* " in
  *" plan "* | *" --dry-run "*)
    printed=$(mktemp)
    node "$SCVMM_TEST_COMMAND" "$@" >"$printed"
    code=$?
    { echo "\$ $line"; cat "$printed"; echo; } >>"$TRANSCRIPT"
    cat "$printed"
    rm "$printed"
    exit $code
    ;;
esac
# As with npx it is a child, which a signal to npx alone does not reach.
node "$SCVMM_TEST_COMMAND" "$@"
exit $?
