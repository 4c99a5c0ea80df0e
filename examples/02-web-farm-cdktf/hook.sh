#!/bin/sh
# hook.sh add|remove NAME: where a farm would tell its load balancer or its monitoring.
echo "$1 $2" >> hooks.log
