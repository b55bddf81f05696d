# SPDX-License-Identifier: BSL-1.0
# shellcheck shell=bash
# Installs what this project needs on Debian 12 and is not there yet. Needs progress.sh.

# To build and run. Boost by version: libboost-dev is 1.74 here, too old, and the two exclude each other.
build_packages=(
  ccache cmake g++ ninja-build pkg-config
  libboost1.81-dev libboost-json1.81-dev libboost-system1.81-dev libboost-url1.81-dev
  libcli11-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libhowardhinnant-date-dev libre2-dev libsodium-dev libspdlog-dev
  libsqlite3-dev libsqlitecpp-dev libssl-dev libtomlplusplus-dev libutf8proc-dev libvalijson-dev libzxcvbn-dev prometheus-cpp-dev
  tzdata
)

# To test: a second compiler with its own standard library, because a plugin may come from anywhere; and a browser with fonts.
test_packages=(
  chromium fonts-inter fonts-noto-color-emoji
  clang-19 libc++-19-dev libc++abi-19-dev
  libboost-test1.81-dev openssl sqlite3 strace systemd
)

# To contribute: what .ci/run checks beside the tests.
develop_packages=(
  clang-format-14 shellcheck
)

# install_packages build|test|develop: each includes the one before.
install_packages() {
  begin "Installing what is missing"
  local wanted=("${build_packages[@]}") missing=()
  if ! node_is_recent; then wanted+=(nodejs npm); fi
  if [[ $1 != build ]]; then wanted+=("${test_packages[@]}"); fi
  if [[ $1 == develop ]]; then wanted+=("${develop_packages[@]}"); fi

  require_debian_12 "${wanted[@]}"
  mapfile -t missing < <(not_installed "${wanted[@]}")
  if ((${#missing[@]})); then
    apt_install "${missing[@]}"
    finish "${#missing[@]} packages and what they need"
  else
    finish "nothing"
  fi
}

require_debian_12() {
  local name
  # shellcheck disable=SC1091
  name=$(. /etc/os-release 2>/dev/null && printf '%s' "${PRETTY_NAME:-} <${ID:-} ${VERSION_ID:-}>") || true
  if [[ $name == *'<debian 12>' ]]; then return; fi
  name=${name% <*}
  die "This command installs packages on Debian 12 only, and this is ${name:-a system without /etc/os-release}.
Install what corresponds to these packages of Debian 12:

  $(fold -s -w 100 <<<"$*" | sed '2,$s/^/  /')

then build and test without this command:

  cmake --preset dev && cmake --build --preset dev && ctest --preset dev"
}

not_installed() {
  local -A installed=()
  local status package
  while read -r status package; do
    if [[ $status == installed ]]; then installed[$package]=yes; fi
  done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null)
  for package in "$@"; do
    if [[ ! ${installed[$package]:-} ]]; then printf '%s\n' "$package"; fi
  done
}

apt_install() {
  if [[ -z $(not_installed libboost1.74-dev) ]]; then
    die "libboost1.74-dev is installed and excludes libboost1.81-dev, which multipost needs.
Nothing was changed. To let it go: apt-get remove libboost1.74-dev"
  fi
  as_root=()
  if ((EUID != 0)); then
    if ! sudo -n true 2>/dev/null; then
      die "Packages are missing, and installing them needs root; sudo is not there or wants a password.
Run this command as root or with sudo in front, or install them first:

  apt-get install --no-install-recommends $*"
    fi
    as_root=(sudo -n)
  fi
  run apt count_apt apt_get "$@"
}

# --no-remove: a package that somebody chose is never taken away silently.
apt_get() {
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0)
  "${apt[@]}" update && "${apt[@]}" install --yes --no-remove --no-install-recommends "$@"
}

# Each package is fetched, unpacked and set up.
count_apt() {
  local line events=0 total=0
  while IFS= read -r line; do
    case $line in
      *' newly installed, '*) [[ $line =~ ([0-9]+)\ newly ]] && total=$((3 * BASH_REMATCH[1])) ;;
      Get:* | Unpacking\ * | Setting\ up\ *) events=$((events + 1)) ;;
    esac
    if ((total > 0 && events <= total)); then progress "$events" "$total" "$((100 * events / total))%"; fi
  done
}

# run_as_owner COMMAND ARGUMENT...: called through sudo in somebody's own clone, only the packages need root;
# the rest runs again as that somebody, so that no file of the clone ends up owned by root.
run_as_owner() {
  local owner
  owner=$(stat -c %u .)
  if ((EUID == 0 && owner != 0)) && [[ ${SUDO_UID:-} == "$owner" ]]; then
    exec setpriv --reuid "$owner" --regid "$SUDO_GID" --init-groups \
      env -u SUDO_UID HOME="$(getent passwd "$owner" | cut -d: -f6)" USER="$SUDO_USER" "$@"
  fi
}

# Node builds the web app's pages, and in the tests it runs a stand-in for Slack and tells the web app's stories. The one of
# Debian 12 (18) is too old for that; there a newer one comes from npm. Either way it is build/node/bin/node, with its npm.
node_is_recent() {
  command -v npm >/dev/null && command -v node >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

install_node() {
  begin "Preparing Node"
  if [[ ! -x build/node/bin/node || ! -x build/node/bin/npm ]]; then run node no_count make_node_folder; fi
  finish "build/node"
}

make_node_folder() {
  local machine=x64 runtime=$PWD/build/node/runtime path=$PATH
  rm -rf build/node && mkdir -p build/node/bin || return
  if ! node_is_recent; then
    if [[ $(uname -m) == aarch64 ]]; then machine=arm64; fi
    quiet_npm install --prefix "$runtime" "node-linux-$machine@22" npm@11 || return
    path=$runtime/node_modules/node-linux-$machine/bin:$runtime/node_modules/.bin:$PATH
  fi
  ln -s "$(PATH=$path command -v npm)" build/node/bin/npm && ln -s "$(PATH=$path command -v node)" build/node/bin/node
}

# What the tests run on Node beside themselves: tests/node/package-lock.json says it, and it is put into build/node.
install_node_packages() {
  begin "Installing what the tests run on Node"
  if ! cmp -s tests/node/package-lock.json build/node/installed-lock.json; then
    run node-packages no_count make_node_packages
  fi
  finish "build/node/node_modules"
}

make_node_packages() {
  cp tests/node/package.json tests/node/package-lock.json build/node/ \
    && PATH=$PWD/build/node/bin:$PATH quiet_npm ci --prefix build/node \
    && cp tests/node/package-lock.json build/node/installed-lock.json
}

# Node does not read the system's certificates by itself.
quiet_npm() {
  local certificates=/etc/ssl/certs/ca-certificates.crt
  if [[ ! ${NODE_EXTRA_CA_CERTS:-} && -f $certificates ]]; then export NODE_EXTRA_CA_CERTS=$certificates; fi
  npm --ignore-scripts --no-audit --no-fund --no-progress "$@"
}
