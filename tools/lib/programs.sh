# shellcheck shell=bash
# Starts programs that choose their own ports, and ends them with the script. Sourced after install.sh.

logs=$(mktemp -d)
running=()
stop_programs() {
  kill "${running[@]+"${running[@]}"}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$logs"
}
trap stop_programs EXIT

# start NAME PATTERN COMMAND...: starts a program, and sets `address` to what its log says where PATTERN stands.
start() {
  local name=$1 pattern=$2 tries=0
  shift 2
  : >"$logs/$name"
  "$@" >"$logs/$name" 2>&1 &
  running+=($!)
  until address=$(sed -nE "s/.*$pattern.*/\1/p" "$logs/$name" | head -n 1) && [ -n "$address" ]; do
    if [ "$tries" -ge 200 ] || ! kill -0 "${running[-1]}" 2>/dev/null; then
      cat "$logs/$name" >&2
      die "$name did not start"
    fi
    tries=$((tries + 1))
    sleep 0.1
  done
}
