#!/usr/bin/env bash
# What a fault costs: breaks servers and the network under load, and counts what the clients notice.
#
#   bench/faults.sh           five minutes
#   bench/faults.sh --full    a hundred kills, longer faults; about twelve minutes
#   bench/faults.sh spread    only that scenario; or several, by the names below
#   bench/faults.sh --write   puts the table into docs/measured/faults.md, too; with --full, if both are given
#
# Everything stays on loopback, or in network namespaces of its own, which need root: without it those rows are skipped.
# BENCH_PROGRAM and BENCH_LAB name programs to use instead of a new build.
#
# Fails if a request was lost or answered wrong, or a bound is missed that no busy machine excuses. Times are only
# compared with their targets.
set -euo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1

rate=500
kills=5
fault_seconds=3
scenarios=(
    kill_lead kill_all_but_one pause_lead rolling_restart lower_id_starts two_with_one_id
    stuck_handler spread brown_out hundred_clients starved_servers spoilt_network two_interfaces
)
write=
while [[ ${1-} == --* ]]; do
    case $1 in
    --full)
        kills=100
        fault_seconds=20
        ;;
    --write) write=yes ;;
    *) break ;;
    esac
    shift
done
chosen=("$@")
if (($# == 0)); then chosen=("${scenarios[@]}"); fi
for scenario in "${chosen[@]}"; do
    if [[ " ${scenarios[*]} " != *" $scenario "* ]] || [[ $write && $# -gt 0 ]]; then
        echo "usage: bench/faults.sh [--full] [--write | SCENARIO...], of: ${scenarios[*]}" >&2
        exit 2
    fi
done

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
port=$((24001 + $$ % 4000 * 2))
group=(--group "239.255.88.1:$port")
groups=("${group[@]}" --heartbeat-group "239.255.88.2:$((port + 1))")
program=${BENCH_PROGRAM:-$work/program/Understudy.Cli}
lab=${BENCH_LAB:-$work/program/Understudy.Lab}

for piece in waiting hosts servers load table processes handlers crowd network cards; do
    # shellcheck source=/dev/null
    . "$root/bench/faults/$piece.sh"
done

clean_up() {
    local name
    for name in "${!pids[@]}"; do kill -KILL "${pids[$name]}" 2>/dev/null || true; done
    end_busy_loops
    for name in $bench $light; do kill -TERM "$name" 2>/dev/null || true; done
    remove_hosts
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [[ -z ${BENCH_PROGRAM-} || -z ${BENCH_LAB-} ]]; then
    # The laboratory has the program beside it.
    timeout 300 dotnet publish "$root/bench/Understudy.Lab" --output "$work/program" >"$work/publish.log" 2>&1 ||
        die "the build failed: $(tail -n 5 "$work/publish.log")"
fi

head_of_table
for scenario in "${chosen[@]}"; do "$scenario"; done
if [[ $write ]]; then write_table "$root/docs/measured/faults.md"; fi
exit $failed
