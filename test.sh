#!/bin/sh
# Runs all tests; Maven's summary comes last. usage: ./test.sh [-Pdeep] [other options of mvn]
set -eu
cd "$(dirname "$0")"

. ./.ci/tools.sh
need_java
need_maven
want_node
exec mvn -B -ntp "$@" verify </dev/null
