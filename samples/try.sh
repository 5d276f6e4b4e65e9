#!/usr/bin/env bash
# What a user does first, from a clean clone: packs the packages into a folder, makes a new worker of them, runs it
# and asks it; then does the same with both samples compiled ahead of time. Everything stays on loopback and in a
# folder of its own, and no process stays behind.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export Understudy__Network__RequestGroup=239.255.77.91:5917 Understudy__Network__HeartbeatGroup=239.255.77.92:5918
readonly web=http://127.0.0.1:5919

root=$PWD
work=$(mktemp -d)
started=()

finish() {
    for pid in "${started[@]}"; do
        kill -KILL "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "try: $*" >&2
    tail -n 50 "$work"/*.log >&2
    exit 1
}

# Runs a command of dotnet quietly; a warning is a failure.
quietly() {
    local log=$work/dotnet.log
    dotnet "$@" >"$log" 2>&1 || fail "dotnet $1 failed"
    ! grep -q 'warning' "$log" || fail "dotnet $1 warns"
}

# wait_for LOG TEXT SECONDS
wait_for() {
    for ((tenths = $3 * 10; tenths > 0; tenths--)); do
        ! grep -qs "$2" "$1" || return 0
        sleep 0.1
    done
    fail "no '$2' within $3 s"
}

# stop PID: the program must end by itself, well.
stop() {
    kill -TERM "$1"
    wait "$1" || fail "process $1 ended with $?"
}

# ask_once FOLDER COMMAND...: runs a worker, and asks it through the web sample.
ask_once() {
    local log=$work/worker.log answer worker
    (cd "$1" && exec "${@:2}") >"$log" 2>&1 &
    worker=$!
    started+=("$worker")
    wait_for "$log" 'health: Healthy' 30
    answer=$(curl --silent --show-error --fail --max-time 10 "$web/shout/hello") || fail "no answer"
    [ "$answer" = HELLO ] || fail "answered '$answer'"
    stop "$worker"
}

echo "pack"
for project in Understudy Understudy.Hosting Understudy.Testing; do
    quietly pack "src/$project" -c Release -o "$work/feed"
done
version=$(basename "$work"/feed/Understudy.Hosting.*.nupkg .nupkg)
version=${version#Understudy.Hosting.}

echo "publish both samples ahead of time"
for sample in Worker Web; do
    quietly publish "samples/Understudy.Samples.$sample" -c Release -o "$work/$sample"
done
(cd "$work/Web" && exec ./Understudy.Samples.Web --urls "$web") >"$work/web.log" 2>&1 &
web_pid=$!
started+=("$web_pid")
wait_for "$work/web.log" 'Application started' 10

echo "ask the sample that was compiled ahead of time"
ask_once "$work/Worker" ./Understudy.Samples.Worker

echo "make a new worker of the packages $version"
# Packages of the feed go to a folder of their own: the machine's would keep them, and give them out again unchanged.
cat >"$work/nuget.config" <<END
<configuration>
  <config><add key="globalPackagesFolder" value="$work/packages" /></config>
  <packageSources><add key="feed" value="$work/feed" /></packageSources>
  <fallbackPackageFolders>
    <add key="machine" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" />
  </fallbackPackageFolders>
</configuration>
END
cd "$work"
quietly new worker -n Try --no-restore
cd Try
rm Worker.cs
cp "$root"/samples/Understudy.Samples.Worker/{Program.cs,appsettings.json} .
own=$(($(grep -c . Program.cs) - 2)) # The template has two of these lines.
[ "$own" -le 20 ] || fail "it takes $own lines of one's own"
for package in Understudy Understudy.Hosting; do
    quietly add package "$package" --version "$version" --no-restore
done
quietly build -o "$work/Try/out"

echo "ask it: $own lines of one's own"
ask_once "$work/Try" dotnet out/Try.dll
stop "$web_pid"
echo "answered, healthy, and ended well"
