# shellcheck shell=bash
# The sources of Google's published APIs, which come as a Node package. Sourced after install.sh.

# Installs them, and sets `google_protos` to their folder.
install_google_protos() {
  local package="google-proto-files@5.0.3" folder
  folder=$(target_directory)/google
  google_protos=$folder/node_modules/google-proto-files
  install_missing node
  if [ "$(cat "$folder/package" 2>/dev/null)" != "$package" ]; then
    echo "Installing $package into $folder"
    npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts --loglevel error "$package"
    # Last, so that an installation that broke off is not taken for a finished one.
    echo "$package" >"$folder/package"
  fi
}
