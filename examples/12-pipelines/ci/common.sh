# Read by the scripts beside it.
here=$(dirname "$0")
. "$here/versions.env"

scvmm() { npx --yes "--package=scvmm-provider@$SCVMM_VERSION" scvmm "$@"; }

# summary FILE: onto the run's page, where there is one (GitHub)
summary() { if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$1" >>"$GITHUB_STEP_SUMMARY"; fi; }

# fingerprint FILE: of a saved plan
fingerprint() { node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).plan.fingerprint' "$1"; }
