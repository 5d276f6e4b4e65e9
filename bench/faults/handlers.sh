# Servers whose handler hangs, or takes 5 ms of its thread: 200 requests a second each, at most. Sourced by faults.sh.
# shellcheck shell=bash

stuck_handler() {
    local server=("$lab" serve) blocked taken_over told
    launch 1 --block-on '7*7'
    start 2 3 4 5
    await_ready 1
    load 9
    timeout 10 "$program" calc '7*7' "${group[@]}" >/dev/null 2>&1 || die "nobody answers the request that hangs"
    blocked=$(logged_at 1 blocked)
    await taken_over_since "$blocked" || die "server 2 does not take over from the one that hangs"
    taken_over=$(logged_at 2 'role: lead')
    await_load
    bound "$taken_over - $blocked <= 2.2"
    report "lead's handler hangs" "$(awk "BEGIN { printf \"out after %.1f of 2 periods\", $taken_over - $blocked }"): $told"
    crash 1
    stop 2 3 4 5
}

# logged_at NAME EVENT: when a server of the laboratory last logged it; 0 where it never did.
logged_at() { awk -v event="$2" 'index($0, event) { at = $1 } END { print at + 0 }' OFMT=%.6f CONVFMT=%.6f "$work/$1.log"; }

taken_over_since() { awk "BEGIN { exit !($(logged_at 2 'role: lead') > $1) }"; }

slow_servers=(serve --delay 5ms)

# All servers share the requests: five do the work of five, each a fifth of it.
spread() {
    local server=("$lab" "${slow_servers[@]}") one five told
    start 1
    load 3 --concurrency 64 --spread
    await_load
    one=$(field requestsPerSecond)
    report "5 ms a request, one server" "$one/s"
    start 2 3 4 5
    load 4 --concurrency 64 --spread
    await_load
    five=$(field requestsPerSecond)
    bound "$(shares | awk '{ printf "%s >= 15 && %s <= 25 && ", $1, $1 } END { print NR " == 5" }')"
    report "the same, shared by five" "$(awk "BEGIN { printf \"%.1f\", $five / $one }") times one, 4.5: $(
        verdict "$five >= 4.5 * $one"); each $(shares | sort -n | sed -n '1p;$p' | paste -sd-) %, 15-25: $told"
    load 4 --concurrency 64 --spread
    crash 3
    await_load
    report "one of the five killed" "none lost"
    stop 1 2 4 5
}

# The part of the answers that each server gave, in percent, one a line.
shares() {
    sed -n 's/.*"answersByServer":{\([^}]*\)}.*/\1/p' "$work/bench.json" | tr ',' '\n' | sed 's/.*://' |
        awk '{ count[NR] = $1; all += $1 } END { for (i = 1; i <= NR; i++) printf "%.1f\n", 100 * count[i] / all }'
}

# Twice as many requests as the servers can answer, and then few again.
brown_out() {
    local server=("$lab" "${slow_servers[@]}")
    start 1 2 3 4 5
    overload "twice what the lead can do" --rate 400
    overload "twice what all five can do" --rate 2000 --spread
    stop 1 2 3 4 5
}

# overload SCENARIO BENCH-OPTION...: some seconds of it, and a light load from its end on, seen by a client of its own.
overload() {
    local scenario=$1 seconds=6 order=() told share after
    shift
    if [[ ${*: -1} == --spread ]]; then order=(--spread); fi
    load "$seconds" "$@"
    sleep $((seconds - 2))
    sleep 0.8 # it takes some tenths of a second to start; the first second of it does not count
    light_load 3 "${order[@]}"
    await_load
    await_light_load
    share=$(awk "BEGIN { printf \"%.1f\", 100 * $(field repeats) / $(field datagramsSent) }")
    bound "$share <= 20"
    after=$(slowest_after $((seconds + 1)))
    report "$scenario" "repeats $share %, 20: $told; 1 s after it $after ms, 50: $(verdict "$after <= 50")" lossy
}
