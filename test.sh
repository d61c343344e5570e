#!/usr/bin/env bash
# Provisions what the tests need and runs them: ./test.sh; with --full also the long ones (the page in Chromium, outages, restarts, chaos, deployment), at full size.
# Needs the .NET SDK; on Debian it installs the servers by itself (as root or through sudo).
set -euo pipefail
cd "$(dirname "$0")"

case "${1:-}" in
  "") selection='Suite!=Full' ;;
  --full) selection='FullyQualifiedName~.' ; export FULL_SIZE=1 ;;
  *) echo "usage: ./test.sh [--full]" >&2; exit 2 ;;
esac

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

missing=()
command -v redis-server > /dev/null || missing+=(redis-server)
compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null || missing+=(postgresql)
command -v curl > /dev/null || missing+=(curl)
if [ -z "${FULL_SIZE:-}" ]; then
  # Chromium without its windows: half the work.
  command -v chromium-headless-shell > /dev/null || missing+=(chromium-headless-shell)
else
  command -v chromium > /dev/null || missing+=(chromium)
  command -v docker-compose > /dev/null || missing+=(docker-compose)
  command -v caddy > /dev/null || missing+=(caddy)
  command -v node > /dev/null || missing+=(nodejs)
  command -v npm > /dev/null || missing+=(npm)
fi

# provision PACKAGES: the tests start servers of their own, those of the packages must not start with the installation. A policy that is there stays.
provision() {
  local policy=/usr/sbin/policy-rc.d ours="" status=0
  as_root apt-get update -qq
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null
    as_root chmod +x "$policy"
    ours=$policy
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null || status=$?
  [ -z "$ours" ] || as_root rm -f "$ours"
  return "$status"
}

installing=""
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get > /dev/null || { echo "Install these first: ${missing[*]}" >&2; exit 1; }
  echo "Installing ${missing[*]}"
  # What sudo asks, it asks now: the rest happens beside the build.
  [ "$(id -u)" -eq 0 ] || sudo -v
  provision "${missing[@]}" &
  installing=$!
fi

if [ -z "${FULL_SIZE:-}" ]; then
  # No process lives long enough for what the compiler would learn about it, and every start is cheaper without pages that are remapped for each method.
  export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0
fi

# What no test needs, such as the benchmarks, is built by the full run.
solution=Tests/Tests.slnf
[ -z "${FULL_SIZE:-}" ] || solution=OrleansAiJobs.sln
# One compiler for all projects, whatever the environment says: it halves the time. It must not outlive this script.
CI=true dotnet build "$solution" -nologo -v quiet -p:UseSharedCompilation=true
dotnet build-server shutdown --vbcscompiler > /dev/null || true
[ -z "$installing" ] || wait "$installing" || { echo "Could not install ${missing[*]}." >&2; exit 1; }

work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work"' EXIT
if [ -z "${FULL_SIZE:-}" ] && [ "$(df --output=avail /dev/shm 2> /dev/null | tail -n 1 || echo 0)" -gt 4000000 ]; then
  # Stores and servers of the short tests live in memory: how slow this disk is, is not what they are about.
  memory=$(mktemp -d -p /dev/shm)
  chmod 711 "$memory" # Postgres runs as another user.
  trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work" "$memory"' EXIT
  export TMPDIR=$memory
fi
status=0
# run NAME PROJECT FILTER: one project's tests; what they say comes when they are done.
run() {
  local result=0
  dotnet test "artifacts/bin/$2/debug/OrleansAiJobs.Tests.$2.dll" --nologo --filter "$3" --logger "console;verbosity=minimal" > "$work/$1.log" 2>&1 || result=$?
  cat "$work/$1.log"
  return "$result"
}

# Nor does one live long enough for code to be compiled again because it is called often. The build does.
[ -n "${FULL_SIZE:-}" ] || export DOTNET_TC_CallCountThreshold=2000
# One after the other: there are limits of time to keep. In the short run only the page's tests, which mostly wait, run beside those without processes; those of the grains first, whose waits the page's fill.
run browser Browser "$selection" &
browser=$!
[ -z "${FULL_SIZE:-}" ] || wait "$browser" || status=1
run grains Cluster "$selection" || status=1
run unit Unit "$selection" || status=1
[ -n "${FULL_SIZE:-}" ] || wait "$browser" || status=1
run processes EndToEnd "$selection" || status=1

passed=$(sed -nE 's/.*Passed: +([0-9]+),.*/\1/p' "$work"/*.log | awk '{ n += $1 } END { print n + 0 }')
failed=$(sed -nE 's/.*Failed: +([0-9]+),.*/\1/p' "$work"/*.log | awk '{ n += $1 } END { print n + 0 }')
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "A test run ended without telling why (exit code $status)." >&2
  failed=1
fi

echo "$passed passed, $failed failed"
exit "$status"
