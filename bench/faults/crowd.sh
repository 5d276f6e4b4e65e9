# A hundred clients, and a machine that has no time for them. Sourced by faults.sh.
# shellcheck shell=bash

crowd_size=100
busy=()

# Each client asks five times a second, while two loops take the machine from all of them.
hundred_clients() {
    local client clients=() told share
    start 1 2 3 4 5
    begin_busy_loops
    for ((client = 0; client < crowd_size; client++)); do
        timeout 120 "$program" bench --rate 5 --duration 10s --json "${group[@]}" \
            >"$work/crowd.$client" 2>"$work/crowd.err" &
        clients+=("$!")
    done
    for client in "${clients[@]}"; do wait "$client" || true; done
    end_busy_loops
    sum_of_crowd >"$work/bench.json"
    share=$(awk "BEGIN { printf \"%.1f\", 100 * $(field repeats) / $(field datagramsSent) }")
    bound "$(cat "$work"/crowd.[0-9]* | grep -c '"sent":') == $crowd_size && $share <= 20"
    report "a hundred clients beside two busy loops" "repeats $share %, 20: $told"
    stop 1 2 3 4 5
}

# Three servers that have the machine only where two loops leave it to them; the load itself has its share.
starved_servers() {
    local server=(nice -n 19 "${server[@]}") seconds=8 told after
    start 1 2 3
    begin_busy_loops
    load "$seconds" --rate 400
    sleep $((seconds - 2))
    end_busy_loops
    light_load 5
    await_load
    await_light_load
    after=$(slowest_after $((seconds + 2)))
    bound "$after <= 1000 && $(field answered "$work/light.json") == $(field sent "$work/light.json")"
    report "servers at nice 19 beside two busy loops" "2 s after it $after ms, 1000: $told" lossy
    stop 1 2 3
}

begin_busy_loops() {
    local loop
    for loop in 1 2; do
        while :; do :; done &
        busy+=("$!")
        disown "$!"
    done
}

end_busy_loops() {
    ((${#busy[@]} == 0)) || kill -KILL "${busy[@]}" 2>/dev/null || true
    busy=()
}

# One result of all: counts are added up, and of gaps and latencies the greatest is taken.
sum_of_crowd() {
    local name
    for name in sent timedOut failed unfinished wrong rejected duplicateReplies repeats datagramsSent; do
        printf '"%s":%s\n' "$name" "$(each "$name" | awk '{ sum += $1 } END { print sum + 0 }')"
    done
    printf '"longestGapMilliseconds":%s\n' "$(each longestGapMilliseconds | sort -n | tail -n 1)"
    printf '"latencyMicroseconds":{"max":%s}\n' "$(each 'latencyMicroseconds":{[^}]*"max' | sort -n | tail -n 1)"
}

each() { cat "$work"/crowd.[0-9]* | sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p"; }
