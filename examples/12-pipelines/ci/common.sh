# Read by the scripts beside it.
here=$(dirname "$0")
. "$here/versions.env"

# goes with the job
work=$(TMPDIR="${RUNNER_TEMP:-${TMPDIR:-/tmp}}" mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 143' HUP INT TERM

# Secrets that manifests name: the variable SCVMM_SECRETS holds them as YAML
if [ -n "${SCVMM_SECRETS:-}" ]; then
  printf '%s\n' "$SCVMM_SECRETS" >"$work/secrets.yaml"
  export SCVMM_SECRETS_FILE="$work/secrets.yaml"
  unset SCVMM_SECRETS
fi

scvmm() { npx --yes "--package=scvmm-provider@$SCVMM_VERSION" scvmm "$@"; }

# summary FILE: onto the run's page, where there is one (GitHub)
summary() { if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$1" >>"$GITHUB_STEP_SUMMARY"; fi; }

# fingerprint FILE: of a saved plan
fingerprint() { node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).plan.fingerprint' "$1"; }
