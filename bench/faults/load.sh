# The load: requests while something happens, and what became of them. Sourced by faults.sh and costs.sh.
# shellcheck shell=bash

bench=
light=

# load SECONDS [OPTION...]: returns when it is under way. Without options it asks at the usual rate.
load() {
    local seconds=$1 place=()
    shift
    if (($# == 0)); then set -- --rate "$rate"; fi
    if ((hosts > 0)); then place=(ip netns exec "$(host "$hosts")"); fi
    marks=()
    timeout $((seconds + 20)) "${place[@]}" "$program" bench "$@" --duration "${seconds}s" --json "${group[@]}" \
        >"$work/bench.json" 2>"$work/bench.err" &
    bench=$!
    sleep 1
}

# Remembers this moment: what happens now is to be seen in the gaps.
mark() { marks+=("$EPOCHREALTIME"); }

await_load() {
    is_gone "$bench" && die "the load ended before the scenario did"
    wait "$bench" || true
    bench=
    [[ -s $work/bench.json ]] || die "no result: $(cat "$work/bench.err")"
}

# light_load SECONDS [OPTION...]: a few requests of a client of its own beside the load, to see how it ends.
light_load() {
    local seconds=$1
    shift
    timeout $((seconds + 27)) "$program" bench --rate 50 "$@" --duration "${seconds}s" --json "${group[@]}" \
        >"$work/light.json" 2>"$work/light.err" &
    light=$!
}

await_light_load() {
    wait "$light" || true
    light=
}

# slowest_after SECONDS: of the light load's requests that were due so long after the first of the load, the slowest
# one's latency in ms; 0 where none is among the twenty slowest of them all.
slowest_after() {
    grep -o '{"atMilliseconds":[0-9.]*,"latencyMicroseconds":[0-9.]*' "$work/light.json" | tr -c '0-9.\n' ' ' |
        awk -v after="$1" -v load="$(started_at "$work/bench.json")" -v start="$(started_at "$work/light.json")" '
            start + $1 / 1000 >= load + after && $2 > longest { longest = $2 }
            END { printf "%.1f", longest / 1000 }'
}

# field NAME [FILE]: a number of the load's result, or of another. A name that occurs twice is given with what stands
# before it.
field() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "${2-$work/bench.json}"; }

# started_at FILE: when the first request of a result was due, in seconds since 1970.
started_at() { date -d "$(sed -n 's/.*"startedAt":"\([^"]*\)".*/\1/p' "$1")" +%s.%N; }

# The longest gap in the second after each mark, one a line. The result tells when a gap was, from the start of the load.
gaps_after_marks() {
    grep -o '{"at":[0-9.]*,"length":[0-9.]*}' "$work/bench.json" | tr -c '0-9.\n' ' ' |
        awk -v marks="${marks[*]}" -v start="$(started_at "$work/bench.json")" '
            BEGIN { n = split(marks, mark, " ") }
            {
                for (i = 1; i <= n; i++) {
                    at = (mark[i] - start) * 1000
                    if ($1 + $2 >= at - 20 && $1 <= at + 1000 && $2 > longest[i]) longest[i] = $2
                }
            }
            END { for (i = 1; i <= n; i++) print (longest[i] + 0) }'
}
