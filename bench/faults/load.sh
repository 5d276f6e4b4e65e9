# The load: requests while something happens, and what became of them. Sourced by faults.sh and costs.sh.
# shellcheck shell=bash

bench=

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
