#!/bin/sh
# Runs all tests. usage: ./test.sh [-Pdeep] [other options of mvn]
set -eu
cd "$(dirname "$0")"

. ./.ci/tools.sh
need_java
need_maven
exec mvn -B -ntp "$@" verify
