# SPDX-License-Identifier: BSL-1.0
# shellcheck shell=bash
# Starts programs that serve, waits until they do, and ends them with this one. Needs progress.sh.

# address_of VARIABLE: what a client on this machine connects to, when the variable says where to listen.
address_of() {
  local host=${!1%:*} port=${!1##*:}
  if [[ ! $port =~ ^[0-9]+$ || -z $host || $host == "${!1}" ]]; then
    die "$1 is '${!1}'; write it as 127.0.0.1:8090."
  fi
  if [[ $host == 0.0.0.0 ]]; then host=127.0.0.1; fi
  if [[ $host == '[::]' ]]; then host='[::1]'; fi
  printf '%s:%s\n' "$host" "$port"
}

# connect ADDRESS: opens a connection as descriptor 3.
connect() {
  exec 3<>"/dev/tcp/$(tr -d '[]' <<<"${1%:*}")/${1##*:}"
} 2>/dev/null

# status_line ADDRESS PATH: the first line of an HTTP answer, or nothing. A bare machine has no curl, bash is enough.
status_line() (
  connect "$1" || exit 0
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
  IFS= read -r -t 2 line <&3 && printf '%s\n' "$line"
) 2>/dev/null

# listener PORT: the process that listens there, as "NAME (process ID)", as far as this user may see.
listener() {
  local inode link pid name
  inode=$(awk -v port=":$(printf '%04X' "$1")" \
    '$4 == "0A" && substr($2, length($2) - 4) == port { print $10; exit }' /proc/net/tcp /proc/net/tcp6)
  link=$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" -print -quit 2>/dev/null) || true
  pid=$(cut -d/ -f3 <<<"$link")
  if [[ $pid ]] && IFS= read -r -d '' name <"/proc/$pid/cmdline"; then
    printf '%s (process %s)\n' "${name##*/}" "$pid"
  else
    printf 'another program\n'
  fi
}

# refuse_a_taken_port VARIABLE: ends the command when somebody listens where the variable says.
refuse_a_taken_port() {
  local address port
  address=$(address_of "$1")
  port=${address##*:}
  if (connect "$address"); then
    die "$address is taken by $(listener "$port").
End it, or choose another address: $1=127.0.0.1:$((port + 1)) script/server"
  fi
}

services=()

# The last to start ends first, and may still need those before it.
end_services() {
  local i
  for ((i = ${#services[@]} - 1; i >= 0; --i)); do
    kill "${services[i]}" 2>/dev/null && wait "${services[i]}"
  done
  return 0
}

end_services_at_exit() {
  trap end_services EXIT
  trap 'printf "\nThe servers end.\n"; exit 0' INT TERM HUP
}

# start_service WORDS LOG ADDRESS PATH COMMAND...: starts a program with its output in build/log/LOG.log, and waits until
# GET PATH answers 200 there.
start_service() {
  local words=$1 log=build/log/$2.log address=$3 path=$4 pid tries=0
  shift 4
  begin "Starting $words"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  services+=("$pid")
  until [[ $(status_line "$address" "$path") == *' 200'* ]]; do
    tries=$((tries + 1))
    if ((tries > 100)) || ! kill -0 "$pid" 2>/dev/null; then
      finish failed
      show_log "$log"
      exit 1
    fi
    sleep 0.1
  done
  finish "http://$address"
}

# Waits until one of them ends, which is a failure.
wait_for_services() {
  local status=0
  wait -n "${services[@]}" || status=$?
  printf '\nOne of the servers ended by itself (status %s). The logs: %s\n' "$status" "$PWD/build/log" >&2
  exit 1
}
