# shellcheck shell=bash
# What Debian 13 has, unpacked into a folder and installed nowhere: libraries for programs that are newer than the machine's
# C library, and packages that are newer than the machine's own.

DEBIAN13_PACKAGES=(libc6 libstdc++6)
DEBIAN13_LIBRARIES=usr/lib/x86_64-linux-gnu

# debian13_libraries FOLDER: unpacks the libraries there.
debian13_libraries() {
  debian13_unpack "$1" install --download-only "${DEBIAN13_PACKAGES[@]}"
}

# debian13_packages FOLDER PACKAGE...: unpacks these packages there, without those that they depend upon.
debian13_packages() {
  debian13_unpack "$1" download "${@:2}"
}

# debian13_unpack FOLDER ARGUMENT...: has apt-get fetch packages, and unpacks them into the folder. apt has a state of its
# own below it, so that it neither sees nor changes what is installed.
debian13_unpack() {
  local folder=$1 package
  shift
  if [ "$(cat "$folder/packages" 2>/dev/null)" = "$*" ]; then
    return
  fi
  if ! has apt-get || ! has dpkg; then
    die "Debian 13's packages are unpacked with apt-get and dpkg, and they are not here"
  fi
  echo "Unpacking Debian 13's packages into $folder"
  rm -rf "$folder"
  mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial"
  : >"$folder/apt/status"
  echo "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" \
    >"$folder/apt/sources.list"
  debian13_configuration "$folder" >"$folder/apt/apt.conf"
  APT_CONFIG=$folder/apt/apt.conf apt-get update -qq
  # Where `download` leaves what it fetches.
  (cd "$folder/apt/archives" && APT_CONFIG=$folder/apt/apt.conf apt-get -qq -y "$@")
  for package in "$folder"/apt/archives/*.deb; do
    dpkg -x "$package" "$folder"
  done
  rm -rf "$folder/apt"
  # Last, so that an unpacking that broke off is not taken for a finished one.
  echo "$*" >"$folder/packages"
}

# debian13_configuration FOLDER: what apt is told to do in there.
debian13_configuration() {
  cat <<END
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Dir::State "$1/apt";
Dir::State::status "$1/apt/status";
Dir::State::lists "$1/apt/lists";
Dir::Cache "$1/apt";
Dir::Cache::archives "$1/apt/archives";
Dir::Etc::sourcelist "$1/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
END
}

# debian13_run FOLDER PROGRAM ARGUMENT...: runs the program on the libraries that are unpacked there.
debian13_run() {
  local libraries=$1/$DEBIAN13_LIBRARIES
  "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "${@:2}"
}
