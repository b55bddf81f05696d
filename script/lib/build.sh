# SPDX-License-Identifier: BSL-1.0
# shellcheck shell=bash
# Configures and builds a preset of CMakePresets.json. Needs progress.sh.

# Plugins are refused from folders that others may write to, so the build makes none.
umask 022

# configure PRESET: with MULTIPOST_WERROR=ON in the environment, warnings are errors.
configure() {
  begin "Configuring"
  local options=()
  if [[ ${MULTIPOST_WERROR:-} ]]; then options+=("-DMULTIPOST_WERROR=$MULTIPOST_WERROR"); fi
  run "configure-$1" no_count cmake --preset "$1" "${options[@]}"
  finish "build/$1"
}

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  begin "Building"
  NINJA_STATUS='[%f/%t] ' run "build-$preset" count_ninja \
    cmake --build "build/$preset" --parallel "$(jobs_at_once)" ${1:+--target "$@"}
  finish "done"
}

count_ninja() {
  local line
  while IFS= read -r line; do
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\  ]]; then progress "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"; fi
  done
}

# One compiler a core, as long as each has a gigabyte of memory.
jobs_at_once() {
  local cores gigabytes
  cores=$(nproc)
  gigabytes=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
  if ((gigabytes < cores)); then cores=$((gigabytes > 0 ? gigabytes : 1)); fi
  printf '%s\n' "$cores"
}
