# Starts two simulated VMMs with an account each, and tells scvmm the accounts. To be read by a shell: . ./two-vmms.sh
npx scvmm simulate --listen 127.0.0.1:5981 --seed 1 >sim-north.env &
npx scvmm simulate --listen 127.0.0.1:5982 --seed 2 >sim-south.env &
until grep -q PASSWORD sim-north.env && grep -q PASSWORD sim-south.env; do sleep 0.2; done
. ./sim-north.env
export SCVMM_NORTH_USERNAME="$SCVMM_USERNAME" SCVMM_NORTH_PASSWORD="$SCVMM_PASSWORD"
. ./sim-south.env
export SCVMM_SOUTH_USERNAME="$SCVMM_USERNAME" SCVMM_SOUTH_PASSWORD="$SCVMM_PASSWORD"
# SCVMM_HOST would send both to one place
unset SCVMM_HOST SCVMM_USERNAME SCVMM_PASSWORD
