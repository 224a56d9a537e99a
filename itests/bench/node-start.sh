#!/bin/sh
# W10: starts the assembled node in a new process and measures cold start to prompt, deploy to service, and idle memory.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
node="$root/distribution/target/dxos"
[ -x "$node/bin/dxos" ] || { echo "bench: building the distribution" >&2; (cd "$root" && mvn -q -B -pl distribution -am -DskipTests package >&2); }
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -cp "$root/itests/bench/target/classes:$(cat "$root/itests/bench/target/classpath")" org.dxos.itests.bench.NodeStart "$node"
