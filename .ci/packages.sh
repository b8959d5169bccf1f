# Shared by ./demo and ./test: Debian packages, build, free memory of words. Sourced, not run.

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

BUILD_PACKAGES="g++ cmake ninja-build pkg-config libpoco-dev libxml2-dev libxmlsec1-dev libssl-dev libp11-dev libsqlite3-dev libpq-dev"
STORY_PACKAGES="jq curl ca-certificates"
TEST_PACKAGES="libboost-test-dev openssl libxml2-utils procps postgresql-15 haproxy softhsm2"

# install_packages NAME...: installs what is missing; needs root or sudo only when something is.
install_packages() {
  missing=""
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "these Debian packages are missing and need root or sudo to install:$missing"
    as_root="sudo"
  fi
  apt_log=$(mktemp)
  say "Installing Debian packages:$missing"
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$apt_log" 2>&1 || { cat "$apt_log" >&2; die "apt-get update failed"; }
  # A dot for every ten packages fetched or set up: installing takes a while on a bare machine.
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing </dev/null 2>&1 | tee "$apt_log" |
    awk '/^(Get:|Setting up )/ { if (++n % 10 == 0) { printf "."; fflush() } } END { print "" }'
  [ "${PIPESTATUS[0]}" = 0 ] || { tail -n 20 "$apt_log" >&2; rm -f "$apt_log"; die "apt-get install failed"; }
  rm -f "$apt_log"
}

# open_chroot: tests that become another user (PostgreSQL refuses to run as root) need a root folder that others may enter. Some
# ways to make a chroot leave it closed; outside of a chroot it is the operator's.
open_chroot() {
  [ "$(id -u)" = 0 ] && [ "$(stat -Lc %d:%i /)" != "$(stat -Lc %d:%i /proc/1/root/. 2>/dev/null)" ] || return 0
  chmod o+rx /
}

# build PRESET [TARGET...]: configures when needed and builds on all cores, with ninja's own progress.
build() {
  preset=$1; shift
  mkdir -p build
  [ -f "build/$preset/build.ninja" ] || say "Configuring build/$preset"
  cmake --preset "$preset" >"build/$preset.configure.log" 2>&1 || { cat "build/$preset.configure.log" >&2; die "configuring failed"; }
  if [ $# -gt 0 ]; then cmake --build "build/$preset" --target "$@"; else cmake --build "build/$preset"; fi
}
