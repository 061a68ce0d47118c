# shellcheck shell=bash
# Programs that are newer than the machine's C library: they run on Debian 13's libraries, which are unpacked into a
# folder and installed nowhere.

DEBIAN13_PACKAGES=(libc6 libstdc++6)
DEBIAN13_LIBRARIES=usr/lib/x86_64-linux-gnu

# debian13_libraries FOLDER: unpacks the libraries there. apt has a state of its own below the folder, so that it
# neither sees nor changes what is installed.
debian13_libraries() {
  local folder=$1 package
  if [ "$(cat "$folder/packages" 2>/dev/null)" = "${DEBIAN13_PACKAGES[*]}" ]; then
    return
  fi
  if ! has apt-get || ! has dpkg; then
    die "Debian 13's libraries are unpacked with apt-get and dpkg, and they are not here"
  fi
  echo "Unpacking Debian 13's ${DEBIAN13_PACKAGES[*]} into $folder"
  rm -rf "$folder"
  mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial"
  : >"$folder/apt/status"
  echo "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" \
    >"$folder/apt/sources.list"
  cat >"$folder/apt/apt.conf" <<END
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Dir::State "$folder/apt";
Dir::State::status "$folder/apt/status";
Dir::State::lists "$folder/apt/lists";
Dir::Cache "$folder/apt";
Dir::Cache::archives "$folder/apt/archives";
Dir::Etc::sourcelist "$folder/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
END
  APT_CONFIG=$folder/apt/apt.conf apt-get update -qq
  APT_CONFIG=$folder/apt/apt.conf apt-get install -qq -y --download-only "${DEBIAN13_PACKAGES[@]}"
  for package in "$folder"/apt/archives/*.deb; do
    dpkg -x "$package" "$folder"
  done
  rm -rf "$folder/apt"
  # Last, so that an unpacking that broke off is not taken for a finished one.
  echo "${DEBIAN13_PACKAGES[*]}" >"$folder/packages"
}

# debian13_run FOLDER PROGRAM ARGUMENT...: runs the program on the libraries that are unpacked there.
debian13_run() {
  local libraries=$1/$DEBIAN13_LIBRARIES
  "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "${@:2}"
}
