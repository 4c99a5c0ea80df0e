#!/bin/sh
# terraform and cdktf of the tests: the real ones, which come after this folder on the PATH. What a plan prints goes to $TRANSCRIPT too,
# below the command that was typed: that of `cdktf diff` is the one of the terraform that it runs, whose lines it does not print as they are.
name=${0##*/}
real=$(PATH=${PATH#*:} && command -v "$name")
case $name$IN_CDKTF-$1 in
  cdktf-*)
    export IN_CDKTF="-$1"
    [ "$1" != diff ] || echo "\$ cdktf $*" >>"$TRANSCRIPT"
    ;;
  terraform-plan | terraform-diff-plan)
    [ -n "$IN_CDKTF" ] || echo "\$ terraform $*" >>"$TRANSCRIPT"
    printed=$(mktemp)
    "$real" "$@" >"$printed"
    code=$?
    { cat "$printed"; echo; } >>"$TRANSCRIPT"
    cat "$printed"
    rm "$printed"
    exit $code
    ;;
esac
exec "$real" "$@"
