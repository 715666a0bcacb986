#!/usr/bin/env bash
# Runs the weight-free filter network on a picture the project draws itself and writes its activation maps as a PNG.
# Usage: ./run.sh [FOLDER]   (where the two pictures go; artifacts/run by default)
set -euo pipefail
here="$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
folder="${1:-$here/artifacts/run}"
mkdir -p -- "$folder"
"$here/cnnvulkan" scene --out "$folder/scene.png"
"$here/cnnvulkan" activations "$folder/scene.png" --network filters --out "$folder/maps.png"
