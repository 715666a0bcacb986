# Sourced by ./cnnvulkan, ./run.sh and ./test.sh: finds or installs what the project needs and builds it.
# Everything it says goes to stderr, so that a command's output stays clean.

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
state="$root/artifacts"
program="$root/src/CnnVulkan.Cli/bin/Release/net10.0/CnnVulkan.Cli.dll"
demo="$root/demo/CnnVulkan.Demo/bin/Release/net10.0/CnnVulkan.Demo.dll"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Without a home the .NET SDK has nowhere to keep its files and stops.
[ -n "${HOME:-}" ] || export DOTNET_CLI_HOME="$state/home"

say() { printf '%s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

have_library() {
  local known folder
  # No pipe to grep: it would close the pipe at the first match, and pipefail make a failure of that.
  known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)"
  [[ "$known" != *"$1"* ]] || return 0
  local IFS=:
  for folder in ${LD_LIBRARY_PATH:-} ${DYLD_LIBRARY_PATH:-} /usr/lib /usr/lib64 /usr/local/lib /opt/homebrew/lib; do
    if [ -e "$folder/$1" ] || [ -e "$folder/${1%%.so*}.dylib" ]; then return 0; fi
  done
  return 1
}

have_driver() {
  [ -z "${VK_ICD_FILENAMES:-}${VK_DRIVER_FILES:-}" ] || return 0
  local folder
  for folder in "${XDG_DATA_HOME:-${HOME:-}/.local/share}" "${XDG_CONFIG_HOME:-${HOME:-}/.config}" /usr/share /usr/local/share /etc /opt/homebrew/share; do
    if compgen -G "$folder/vulkan/icd.d/*.json" >/dev/null; then return 0; fi
  done
  return 1
}

# What the demo can do without, saying so: the window, cameras and videos.
missing_extras() {
  have_library libglfw.so.3 || echo libglfw3
  command -v ffmpeg >/dev/null || echo ffmpeg
}

# What is missing, as Debian names it: one package per line. $1 is "run" or "test".
missing_packages() {
  have_library libvulkan.so.1 || echo libvulkan1
  have_driver || echo mesa-vulkan-drivers
  # Shaderc's compiler: Debian 12's libshaderc.so.1 lacks symbols of glslang and cannot be loaded by itself.
  command -v glslc >/dev/null || echo glslc
  have_library libstb.so.0 || echo libstb0
  [ "$1" = test ] || return 0
  missing_extras
  # The window's tests: a display without a screen, and hands on its keys and mouse.
  command -v Xvfb >/dev/null || echo xvfb
  command -v xdotool >/dev/null || echo xdotool
  compgen -G '/usr/share/vulkan/explicit_layer.d/*validation*.json' >/dev/null \
    || compgen -G '/etc/vulkan/explicit_layer.d/*validation*.json' >/dev/null || echo vulkan-validationlayers
  { [ -e /usr/include/vulkan/vulkan.h ] && [ -e /usr/share/vulkan/registry/vk.xml ]; } || echo libvulkan-dev
  if ! command -v cc >/dev/null; then printf '%s\n' gcc libc6-dev; fi
  command -v spirv-val >/dev/null || echo spirv-tools
  command -v glslangValidator >/dev/null || echo glslang-tools
  # Cameras and videos of the demo.
  command -v ffmpeg >/dev/null || echo ffmpeg
}

install_missing() {
  local missing
  missing="$(missing_packages "$1" | sort -u)"
  [ -n "$missing" ] || return 0
  local names="${missing//$'\n'/ }"
  apt_install "$names" || fail "These packages are missing. Install them and run this again; as Debian names them: $names"
}

# Installs what the demo can do without; it runs all the same where that does not work.
install_extras() {
  local missing
  missing="$(missing_extras)"
  [ -n "$missing" ] || return 0
  local names="${missing//$'\n'/ }"
  apt_install "$names" || say "Going on without: $names"
}

apt_install() {
  local names="$1" as_root=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "Installing needs root: apt-get install $names"
      return 1
    fi
    as_root=(sudo)
  fi
  say "Installing $names …"
  mkdir -p "$state"
  local log="$state/apt.log"
  # shellcheck disable=SC2086
  if ! { ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get update \
      && ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $names; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    say "Installing failed. By hand: apt-get install $names"
    return 1
  fi
}

need_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET SDK 10 is missing: see https://dotnet.microsoft.com/download"
  if ! (cd "$root" && dotnet --version) >/dev/null 2>&1; then
    fail "No .NET SDK here fits global.json, which asks for 10.0. Installed: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
  fi
}

# What every program is built from; models/ is copied beside it, where there is one.
inputs=("$root/src" "$root/demo" "$root/shaders" "$root"/*.props "$root/global.json")
if [ -d "$root/models" ]; then inputs+=("$root/models"); fi

sources() {
  find "${inputs[@]}" "$@" \( -name bin -o -name obj \) -prune -o -type f -print
}

# Whether nothing changed since a build left the stamp: no source is newer, none came or went.
is_fresh() {
  local stamp="$1" result="$program"
  shift
  [ "$stamp" != "$state/demo.stamp" ] || result="$demo"
  [ -e "$stamp" ] && [ -e "$result" ] || return 1
  [ "$(sources "$@" | LC_ALL=C sort | cksum)" = "$(cat "$stamp")" ] || return 1
  [ -z "$(find "${inputs[@]}" "$@" \( -name bin -o -name obj \) -prune \
      -o -type f -newer "$stamp" -print -quit)" ]
}

# build STAMP TARGET [FOLDER…]: builds a project or solution if it, or what lies in the folders, changed. One build at a time.
build() {
  local stamp="$state/$1.stamp" target="$2" log="$state/$1.log"
  shift 2
  is_fresh "$stamp" "$@" && return 0
  need_dotnet
  mkdir -p "$state"
  (
    if command -v flock >/dev/null; then flock 9; fi
    if is_fresh "$stamp" "$@"; then exit 0; fi
    # The stamp is as old as the start of the build, so that what is edited meanwhile is built next time.
    sources "$@" | LC_ALL=C sort | cksum >"$stamp.new"
    # Nothing is left running: a build server would keep the lock and the caller's pipes open.
    if ! (cd "$root" && dotnet build "$target" -c Release -v quiet -nologo -clp:NoSummary -nodeReuse:false \
        -p:UseSharedCompilation=false) >"$log" 2>&1 </dev/null 9>&-; then
      cat "$log" >&2
      rm -f "$stamp.new"
      fail "The build failed."
    fi
    mv "$stamp.new" "$stamp"
  ) 9>"$state/build.lock"
}
