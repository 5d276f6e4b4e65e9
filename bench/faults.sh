#!/usr/bin/env bash
# What a crash costs: kills, pauses and replaces servers under load, and counts what their clients notice.
#
#   bench/faults.sh           about a minute
#   bench/faults.sh --full    a hundred kills; about six minutes
#
# Everything stays on loopback, in groups of its own. UNDERSTUDY_PROGRAM names a program to use instead of a new build.
# Fails if a request was lost or answered wrong. Gaps depend on how busy the machine is: they are only compared.
set -euo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1

rate=500
kills=5
case "${1-}" in
'') ;;
--full) kills=100 ;;
*)
    echo "usage: bench/faults.sh [--full]" >&2
    exit 2
    ;;
esac

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
port=$((24001 + $$ % 4000 * 2))
group=(--group "239.255.88.1:$port")
groups=("${group[@]}" --heartbeat-group "239.255.88.2:$((port + 1))")

declare -A pids=() # of the servers that run, by name
bench=
failed=0

clean_up() {
    local name
    for name in "${!pids[@]}"; do kill -KILL "${pids[$name]}" 2>/dev/null || true; done
    if [[ -n $bench ]]; then kill -TERM "$bench" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

die() {
    echo "faults: $*" >&2
    exit 1
}

# Waits, 15 s at most, until a command succeeds.
await() {
    local until=$((SECONDS + 15))
    until "$@"; do
        if ((SECONDS > until)); then return 1; fi
        sleep 0.02
    done
}

is_gone() { ! kill -0 "$1" 2>/dev/null; }

# ---- Servers. A server's name is its id, or its id and a letter.

launch() {
    local name=$1
    "$program" serve --id "${name%%[a-z]*}" "${groups[@]}" >"$work/$name.out" 2>"$work/$name.log" &
    pids[$name]=$!
    disown "$!"
}

await_ready() {
    local name
    for name in "$@"; do
        await grep -qs '^READY' "$work/$name.out" || die "server $name did not get ready: $(tail -n 3 "$work/$name.log")"
    done
}

start() {
    local name
    for name in "$@"; do launch "$name"; done
    await_ready "$@"
}

crash() {
    local name victims=()
    for name in "$@"; do victims+=("${pids[$name]}"); done
    kill -KILL "${victims[@]}"
    for name in "$@"; do unset "pids[$name]"; done
}

stop() {
    local name
    for name in "$@"; do
        kill -TERM "${pids[$name]}"
        await is_gone "${pids[$name]}" || die "server $name did not end"
        unset "pids[$name]"
    done
}

# ---- The load.

# load SECONDS: returns when it is under way.
load() {
    local seconds=$1
    marks=()
    timeout $((seconds + 20)) "$program" bench --rate $rate --duration "${seconds}s" --json "${group[@]}" \
        >"$work/bench.json" 2>"$work/bench.err" &
    bench=$!
    load_seconds=$seconds
    sleep 1
}

# Remembers this moment: what happens now is to be seen in the gaps.
mark() { marks+=("$EPOCHREALTIME"); }

await_load() {
    is_gone "$bench" && die "the load ended before the scenario did"
    wait "$bench" || true
    load_end=$EPOCHREALTIME
    bench=
    [[ -s $work/bench.json ]] || die "no result: $(cat "$work/bench.err")"
}

# field NAME: a number of the result. Names that occur twice are given with what stands before them.
field() { sed -n "s/.*\"$1:\([0-9.]*\).*/\1/p" "$work/bench.json"; }

# The longest gap in the second after each mark, one a line. The result tells when a gap was, from the start of the
# load; that is taken to be its duration before its end, which is late by the time the program needs to end.
gaps_after_marks() {
    grep -o '{"at":[0-9.]*,"length":[0-9.]*}' "$work/bench.json" | tr -c '0-9.\n' ' ' |
        awk -v marks="${marks[*]}" -v start="$(awk -v end="$load_end" -v s="$load_seconds" 'BEGIN { printf "%.6f", end - s }')" '
            BEGIN { n = split(marks, mark, " ") }
            {
                for (i = 1; i <= n; i++) {
                    at = (mark[i] - start) * 1000
                    if ($1 + $2 >= at - 20 && $1 <= at + 1000 && $2 > longest[i]) longest[i] = $2
                }
            }
            END { for (i = 1; i <= n; i++) print (longest[i] + 0) }'
}

# ---- The table.

row() { printf '| %-44s | %6s | %4s | %5s | %8s | %8s | %6s | %7s | %-32s |\n' "$@"; }

# report SCENARIO crash|swap|SENTENCE: adds a row, and compares with the targets of that kind; a sentence is shown as it is.
report() {
    local scenario=$1 kind=$2 sent lost wrong gap slowest told verdict=met
    sent=$(field 'sent"')
    lost=$(($(field 'timedOut"') + $(field 'unfinished"')))
    wrong=$(($(field 'wrong"') + $(field 'rejected"')))
    gap=$(field 'longestGapMilliseconds"')
    slowest=$(sed -n 's/.*"latencyMicroseconds":{[^}]*"max":\([0-9]*\).*/\1/p' "$work/bench.json")
    case $kind in
    crash)
        told=$(gaps_after_marks | sort -n | awk '
            # The result has no gap of 5 ms or less.
            function told(gap) { return gap > 0 ? sprintf("%.1f", gap) : "<5" }
            { gap[NR] = $1 }
            END {
                median = (gap[int((NR + 1) / 2)] + gap[int(NR / 2) + 1]) / 2
                verdict = (NR < 2 || median <= 10) && gap[NR] <= 100 ? "met" : "missed"
                if (NR < 2) printf "%s: %s", told(gap[1]), verdict
                else printf "%s / %s / %s: %s", told(gap[1]), told(median), told(gap[NR]), verdict
            }')
        ;;
    swap)
        ((slowest <= 50000)) || verdict=missed
        told="slowest at most 50: $verdict"
        ;;
    *) told=$kind ;;
    esac
    ((sent > 0 && lost == 0 && wrong == 0)) || failed=1
    row "$scenario" "$sent" "$lost" "$wrong" "$(in_ms "$gap" 1)" "$(in_ms "$slowest" 1000)" \
        "$(field 'duplicateReplies"')" "$(field 'repeats"')" "$told"
}

in_ms() { awk -v value="$1" -v unit="$2" 'BEGIN { printf "%.1f", value / unit }'; }

# ---- The scenarios.

kill_lead() {
    start 1 2 3 4 5
    load $((kills * 3 + 2))
    local kill
    for ((kill = 0; kill < kills; kill++)); do
        mark
        crash 1
        sleep 1.2 # so that the second after the kill has no starting program in it
        start 1
        if ((kill + 1 < kills)); then sleep_until_since_mark 3; fi
    done
    await_load
    report "lead killed every 3 s, $kills times" crash
    stop 1 2 3 4 5
}

# Sleeps until so many seconds after the last mark.
sleep_until_since_mark() {
    sleep "$(awk -v mark="${marks[-1]}" -v now="$EPOCHREALTIME" -v s="$1" \
        'BEGIN { rest = mark + s - now; printf "%.3f", (rest > 0 ? rest : 0) }')"
}

kill_all_but_one() {
    start 1 2 3 4 5
    load 5
    mark
    crash 1 2 3 4
    await_load
    report "four of five killed at one instant" crash
    stop 5
}

pause_lead() {
    start 1 2 3 4 5
    load 8
    mark
    kill -STOP "${pids[1]}"
    sleep 5
    kill -CONT "${pids[1]}"
    await_load
    report "lead paused for 5 s" crash
    stop 1 2 3 4 5
}

rolling_restart() {
    start 1 2 3 4 5
    load 10
    local id
    for id in 1 2 3 4 5; do
        stop "$id"
        start "$id"
    done
    await_load
    report "rolling restart of all five" swap
    stop 1 2 3 4 5
}

lower_id_starts() {
    start 2 3 4 5
    load 4
    start 1
    await_load
    report "server 1 joins servers 2 to 5" swap
    stop 1 2 3 4 5
}

two_with_one_id() {
    start 1 2 3 4 5
    load 6
    launch 1b
    await grep -qs 'another server uses its id' "$work/1b.log" || die "the second server 1 does not say that it stands aside"
    sleep 1
    local early late
    early=$(grep -c ': answered' "$work/1b.log" || true)
    stop 1
    await grep -qs 'role: lead' "$work/1b.log" || die "the second server 1 does not take over"
    await_load
    late=$(grep -c ': answered' "$work/1b.log" || true)
    report "a second server 1; then the first one ends" "both answered $early times: $( ((early == 0)) && echo met || echo missed)"
    ((late > early)) || die "the second server 1 never answered after the first had gone"
    stop 1b 2 3 4 5
}

program=${UNDERSTUDY_PROGRAM-}
if [[ -z $program ]]; then
    timeout 300 dotnet publish "$root/src/Understudy.Cli" --output "$work/program" >"$work/publish.log" 2>&1 ||
        die "the build failed: $(tail -n 5 "$work/publish.log")"
    program=$work/program/understudy
fi

row scenario sent lost wrong 'gap, ms' 'slowest' twice repeats 'after each kill, ms; target'
row --- ---: ---: ---: ---: ---: ---: ---: ---
kill_lead
kill_all_but_one
pause_lead
rolling_restart
lower_id_starts
two_with_one_id
exit $failed
