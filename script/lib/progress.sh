# SPDX-License-Identifier: BSL-1.0
# shellcheck shell=bash
# Steps that say what they do and how far they are, each with its log: "[2/5] Building (123/240)".
# On a terminal one line a step is redrawn; elsewhere a line is printed for each tenth.

logs=build/log

# The caller sets how many steps there will be.
steps=1
step=0
title=
began=0

# Ends the command with what is wrong and what to do.
die() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

on_terminal() {
  [[ -t 1 && ${TERM:-dumb} != dumb ]]
}

# begin TITLE
begin() {
  step=$((step + 1))
  title="[$step/$steps] $1"
  began=$SECONDS
  printf '%s ... ' "$title"
}

# progress DONE TOTAL [TEXT]: how far the step is.
shown_tenth=0
progress() {
  local tenth=$((10 * $1 / $2)) text=${3:-$1/$2}
  if on_terminal; then
    printf '\r\e[K%s ... (%s) ' "$title" "$text"
  elif ((tenth > shown_tenth)); then
    printf '(%s)\n%s ... ' "$text" "$title"
    shown_tenth=$tenth
  fi
}

# finish RESULT: closes the step.
finish() {
  local took=$((SECONDS - began)) seconds=
  if ((took > 1)); then seconds=" ($took s)"; fi
  if on_terminal; then printf '\r\e[K%s ... ' "$title"; fi
  printf '%s%s\n' "$1" "$seconds"
}

# run LOG COUNTER COMMAND...: runs the command with its output in build/log/LOG.log. COUNTER reads that output
# and reports progress. When the command fails, shows the end of the log and ends.
run() {
  local log=$logs/$1.log counter=$2
  shift 2
  mkdir -p "$logs"
  touch "$log"
  # as root in somebody's clone, they stay its owner
  chown --reference=. build "$logs" "$log"
  if ! "$@" 2>&1 </dev/null | tee "$log" | "$counter"; then
    finish failed
    show_log "$log"
    exit 1
  fi
}

# The part of a log that matters: from the first step that ninja calls failed, or else the end.
show_log() {
  printf '\n' >&2
  if grep -q '^FAILED: ' "$1"; then
    sed -n '/^FAILED: /,$p' "$1" | sed -n 1,40p >&2
  else
    tail -n 40 "$1" >&2
  fi
  printf '\nThe whole log: %s\n' "$PWD/$1" >&2
}

# A counter for commands that are short or say nothing countable.
no_count() {
  cat >/dev/null
}
