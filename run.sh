#!/bin/sh
# Builds what is not built yet and starts a node with a shell in ./home, in the development profile.
# usage: ./run.sh [options of bin/dxos run]
set -eu
cd "$(dirname "$0")"

. ./.ci/tools.sh
need_java
dxos=distribution/target/dxos/bin/dxos
# Nothing to build while no file that goes into the node is newer than it.
changed() {
    [ -x "$dxos" ] || return 0
    [ -n "$(find pom.xml bundles distribution \( -path '*/target' -o -path '*/src/test' -o -name '*.md' \) -prune \
        -o -type f -newer "$dxos" -print | head -n 1)" ]
}

if changed; then
    need_maven
    echo "building the node (the first time takes a minute or two: libraries are fetched) ..." >&2
    log=$(mktemp)
    if ! mvn -B -q -pl distribution -am package -Dmaven.test.skip=true -Dspotless.check.skip=true </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        echo "run.sh: the node could not be built; the output above says why" >&2
        exit 1
    fi
    rm -f "$log"
    touch "$dxos"
fi
exec "$dxos" run --home "${DXOS_HOME:-$PWD/home}" --profile development "$@"
