#!/usr/bin/env bash
# Opens the demo: a live scene, camera, video or pictures, and what a network sees in them. Without a display it draws frames into files.
# Usage: ./run.sh [options]   (./run.sh --help lists them)
set -euo pipefail
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/scripts/setup.sh"
install_missing run
install_extras
build demo demo/CnnVulkan.Demo/CnnVulkan.Demo.csproj
exec dotnet "$demo" "$@"
