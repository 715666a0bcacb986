#!/usr/bin/env bash
# Sets up, builds and runs every test. Closes with one line: N passed, N failed, N skipped.
# Usage: ./test.sh [arguments for dotnet test, such as --filter NAME]
set -euo pipefail
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/scripts/setup.sh"
install_missing test
build all CnnVulkan.sln "$root/tests" "$root/CnnVulkan.sln"

passed=0 failed=0 skipped=0
count() { sed -n 's/.*<Counters .*\b'"$1"'="\([0-9]*\)".*/\1/p' "$2" | head -n 1; }

for project in "$root"/tests/*Tests/*.csproj; do
  name="$(basename -- "$project" .csproj)"
  results="$state/results/$name"
  rm -rf -- "$results"
  mkdir -p -- "$results"
  say "$name"
  status=0
  (cd "$root" && dotnet test "$project" -c Release --no-build --nologo --results-directory "$results" --logger "trx;LogFileName=results.trx" \
    --logger "console;verbosity=minimal" --blame-hang --blame-hang-timeout 5m --blame-hang-dump-type none "$@") </dev/null || status=$?
  if [ ! -s "$results/results.trx" ]; then
    say "$name ended without results (exit code $status)."
    failed=$((failed + 1))
    continue
  fi
  total="$(count total "$results/results.trx")"
  good="$(count passed "$results/results.trx")"
  bad="$(count failed "$results/results.trx")"
  ran="$(count executed "$results/results.trx")"
  # A test host that dies reports the tests it finished and an exit code.
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - ran))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
