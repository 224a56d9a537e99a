# Sees to it that Java, Maven and Node.js are there; read by run.sh and test.sh.

# Installs packages where that is possible, and says in words where it is not.
install_packages() {
    as_root=none
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    fi
    if [ "$as_root" = none ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "please install: $* (this script may do so itself only as root, or with sudo, on Debian or Ubuntu)" >&2
        return 1
    fi
    echo "installing $* ..." >&2
    $as_root apt-get update -q </dev/null >/dev/null 2>&1 ||
        echo "the list of packages could not be updated; trying all the same" >&2
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "$@" </dev/null >/dev/null || {
        echo "could not install $*: apt-get says why above" >&2
        return 1
    }
}

java_is_new_enough() {
    command -v javac >/dev/null 2>&1 || return 1
    level=$(javac -version 2>&1 | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    [ "${level:-0}" -ge 17 ] 2>/dev/null
}

need_java() {
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/javac" ]; then
        PATH=$JAVA_HOME/bin:$PATH
    fi
    java_is_new_enough || install_packages openjdk-17-jdk-headless || exit 1
    java_is_new_enough || {
        echo "a JDK 17 or newer is needed; the one found is: $(javac -version 2>&1)" >&2
        exit 1
    }
}

need_maven() {
    command -v mvn >/dev/null 2>&1 || install_packages maven || exit 1
}

# Some tests compare with yjs; without Node.js they are skipped and say so.
want_node() {
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        install_packages nodejs npm || echo "going on without Node.js: the tests against yjs are skipped" >&2
    fi
}
