#!/bin/sh
# Writes the list of bundles of the node anew. Run it after the needs of a bundle have changed, and commit node.bndrun.
set -eu
cd "$(dirname "$0")"
# A resolve over an existing list appends to it, and the build compares the order too.
sed -i '/^-runbundles:/,$d' node.bndrun
cd ..
mvn -q -pl distribution -am package -DskipTests -Dspotless.check.skip=true -Ddxos.resolve.locked=false "$@"
git --no-pager diff --stat -- distribution/node.bndrun
