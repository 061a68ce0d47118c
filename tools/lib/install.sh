# shellcheck shell=bash
# Installs what a script needs and the machine lacks. Sourced from the root of the repository by the scripts that build.

# Ends the script with a message.
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The needs that can be installed: each has a check, and a name on Debian below.
has_cmake() { has cmake; }
has_compiler() { has cc && has c++ && has make; }
has_git() { has git; }
has_curl() { has curl && curl --version | grep -qw HTTP2; }
has_node() { has node && has npm; }
has_chromium() { has chromium; }
has_wrk() { has wrk; }
has_h2load() { has h2load; }
has_valgrind() { has valgrind; }
has_python() { has python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; }

debian_packages() {
  case $1 in
    cmake) echo cmake ;;
    compiler) echo build-essential ;;
    git) echo git ;;
    curl) echo curl ca-certificates ;;
    node) echo nodejs npm ;;
    python) echo python3 python3-venv ;;
    chromium) echo chromium ;;
    wrk) echo wrk ;;
    h2load) echo nghttp2-client ;;
    valgrind) echo valgrind libc6-dbg ;;
    *) die "nobody knows how to install $1" ;;
  esac
}

# install_missing NEED...: installs the needs that are not there, and says what it installs.
install_missing() {
  local need missing=() packages=()
  for need in "$@"; do
    if ! "has_$need"; then
      missing+=("$need")
      # The names of packages are words.
      # shellcheck disable=SC2207
      packages+=($(debian_packages "$need"))
    fi
  done
  [ "${#missing[@]}" -gt 0 ] || return 0

  has apt-get || die "install these first, then run this again: ${missing[*]} (on Debian: ${packages[*]})"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    has sudo || die "run as root, or install sudo: apt-get must install ${packages[*]}"
    as_root=(sudo)
  fi
  echo "Installing ${packages[*]} with apt-get"
  # `env` twice, since sudo keeps no variables, and since bash 3 takes an empty list for an unset one.
  env "${as_root[@]+"${as_root[@]}"}" apt-get update -qq
  env "${as_root[@]+"${as_root[@]}"}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "${packages[@]}"
  for need in "${missing[@]}"; do
    "has_$need" || die "${packages[*]} is installed, and still there is no working $need"
  done
}

# Rust is the one thing that is not installed unasked: it changes the user's own files.
require_rust() {
  has cargo || die "Rust is needed, $(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml) or newer: https://rustup.rs installs it"
}

# What the build needs: Pingora compiles a C library with cmake.
prepare_build() {
  install_missing cmake compiler
  require_rust
}

# Where cargo puts what it builds, whatever configuration says so.
target_directory() {
  local directory
  directory=$(cargo metadata --locked --no-deps --format-version 1 | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
  [ -n "$directory" ] || die "cargo metadata names no target directory"
  printf '%s\n' "$directory"
}

# python_environment FOLDER REQUIREMENTS: a virtual environment with exactly these packages, made anew when they change.
python_environment() {
  if cmp -s "$2" "$1/requirements.txt"; then
    return
  fi
  echo "Installing the packages of $2 into $1"
  rm -rf "$1"
  python3 -m venv "$1"
  "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$2"
  # Last, so that an installation that broke off is not taken for a finished one.
  cp "$2" "$1/requirements.txt"
}

# node_packages FOLDER SOURCE: exactly the packages of SOURCE/package-lock.json, installed anew when they change.
node_packages() {
  if cmp -s "$2/package-lock.json" "$1/installed.json"; then
    return
  fi
  echo "Installing the packages of $2/package.json into $1"
  rm -rf "$1"
  mkdir -p "$1"
  cp "$2/package.json" "$2/package-lock.json" "$1"
  npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error
  # Last, so that an installation that broke off is not taken for a finished one.
  cp "$2/package-lock.json" "$1/installed.json"
}
