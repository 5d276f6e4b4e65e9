#!/usr/bin/env bash
# What it costs to be there: datagrams and bytes of an idle cluster, and of each request; processor time and memory.
#
#   bench/costs.sh            a minute and a half; needs root, for a network namespace of its own
#   bench/costs.sh --write    puts the table into docs/measured/costs.md, too
#
# Bytes are those of IP datagrams: payload, 8 bytes of UDP, 20 of IP. BENCH_PROGRAM names a program to use instead
# of a new build.
set -euo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1

write=
if [[ ${1-} == --write ]]; then write=yes; fi
seconds=10
rate=500
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
host=understudy-costs-$$
program=${BENCH_PROGRAM:-$work/program/understudy}
hosts=0 # all servers run in one namespace, and use the groups that they have by default
groups=()

for piece in waiting servers load; do
    # shellcheck source=/dev/null
    . "$root/bench/faults/$piece.sh"
done
server=(ip netns exec "$host" "$program" serve --log-level error)

clean_up() {
    ((${#pids[@]} == 0)) || kill -KILL "${pids[@]}" 2>/dev/null || true
    ip netns del "$host" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
((EUID == 0)) || die "a network namespace needs root"

inside() { ip netns exec "$host" "$@"; }

# Datagrams and bytes that loopback has carried.
traffic() { inside awk '/^ *lo:/ { print $11, $10 }' /proc/net/dev; }

# Processor time of a process so far, in ms.
cpu() { awk -v hertz="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / hertz }' "/proc/$1/stat"; }

memory() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }

# since BEFORE AFTER PER: the difference of two counts of traffic, divided.
since() {
    awk -v before="$1" -v after="$2" -v per="$3" 'BEGIN {
        split(before, a, " "); split(after, b, " ")
        printf "%.1f | %.0f", (b[1] - a[1]) / per, (b[2] - a[2]) / per
    }'
}

# idle LABEL SERVER...
idle() {
    local label=$1 before lead
    shift
    start "$@"
    sleep 1
    before=$(traffic)
    lead=$(cpu "${pids[1]}")
    sleep "$seconds"
    printf '| %s, idle | second | %s | %s | %s |\n' "$label" "$(since "$before" "$(traffic)" "$seconds")" \
        "$(awk -v a="$lead" -v b="$(cpu "${pids[1]}")" -v s="$seconds" 'BEGIN { printf "%.2f ms", (b - a) / s }')" \
        "$(memory "${pids[1]}")"
    crash "${!pids[@]}"
}

# steady LABEL OPTION...: under load, each request, without what the idle cluster says meanwhile.
steady() {
    local label=$1 before after lead sent idle
    shift
    start {1..5}
    sleep 1
    inside "$program" bench --duration 3s "$@" >"$work/warm-up" || true
    before=$(traffic)
    sleep 5
    idle=$(awk -v a="$before" -v b="$(traffic)" 'BEGIN { split(a, x, " "); split(b, y, " "); print (y[1] - x[1]) / 5, (y[2] - x[2]) / 5 }')
    before=$(traffic)
    lead=$(cpu "${pids[1]}")
    inside "$program" bench --duration "${seconds}s" --json "$@" >"$work/bench.json"
    after=$(traffic)
    sent=$(field sent)
    printf '| %s | request | %s | %s | %s |\n' "$label" \
        "$(awk -v before="$before" -v after="$after" -v idle="$idle" -v s="$seconds" -v n="$sent" 'BEGIN {
            split(before, a, " "); split(after, b, " "); split(idle, i, " ")
            printf "%.2f | %.0f", (b[1] - a[1] - i[1] * s) / n, (b[2] - a[2] - i[2] * s) / n
        }')" \
        "$(awk -v a="$lead" -v b="$(cpu "${pids[1]}")" -v n="$sent" 'BEGIN { printf "%.1f µs", (b - a) * 1000 / n }')" \
        "$(memory "${pids[1]}")"
    crash "${!pids[@]}"
}

if [[ -z ${BENCH_PROGRAM-} ]]; then
    timeout 300 dotnet publish "$root/src/Understudy.Cli" --output "$work/program" >"$work/publish.log" 2>&1 ||
        die "the build failed: $(tail -n 5 "$work/publish.log")"
fi

ip netns add "$host"
inside ip link set lo up
measure() {
    echo '| cluster | per | datagrams | bytes | processor time of the lead | memory of the lead, MiB |'
    echo '| --- | --- | ---: | ---: | ---: | ---: |'
    idle "1 server" 1
    idle "5 servers" {1..5}
    idle "20 servers" {1..20}
    steady "5 servers, $rate requests a second" --rate "$rate"
    steady "5 servers, 64 requests in flight" --concurrency 64
    steady "5 servers, 64 in flight, spread" --concurrency 64 --spread
}

measure | tee "$work/table"
if [[ $write ]]; then
    {
        echo '# What it costs to be there'
        echo "\`sudo bench/costs.sh --write\` wrote this, on $(nproc) cores; [costs](../costs.md) says what it means."
        echo
        cat "$work/table"
    } >"$root/docs/measured/costs.md"
fi
