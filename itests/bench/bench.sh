#!/bin/sh
# Runs workloads and prints one RESULT line for each measurement, then a table.
# Usage: itests/bench/bench.sh [W1 W2 W3 W6 W7 W10 | jmh PATTERN]   (default: all workloads)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
bench=itests/bench/target
if [ ! -f "$bench/classpath" ] || [ -n "$(find bundles itests/bench/src -name '*.java' -newer "$bench/classpath" -print -quit)" ]; then
  echo "bench: building" >&2
  mvn -q -B -pl itests/bench -am -DskipTests package >&2
fi
[ $# -gt 0 ] || set -- W1 W2 W3 W6 W7 W10
classpath="$bench/classes:$(cat "$bench/classpath")"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if [ "$1" = jmh ]; then
  shift
  exec "$java" -cp "$classpath" org.openjdk.jmh.Main "$@"
fi
results=$(mktemp)
trap 'rm -f "$results"' EXIT
for workload in "$@"; do
  case $workload in
    W10) sh itests/bench/node-start.sh ;;
    *) "$java" -Xmx4g -Ddxos.bench.folder="$bench" -cp "$classpath" org.dxos.itests.bench.Bench "$workload" ;;
  esac | tee -a "$results"
done
echo
"$java" -cp "$classpath" org.dxos.itests.bench.Table "$results"
