# Five servers on five hosts and a client on a sixth, with default settings, while the network is spoilt. Sourced by
# faults.sh.
# shellcheck shell=bash

# So many heartbeats after a fault is mended, each request gets exactly one answer again.
settle_seconds=3

spoilt_network() {
    needs_root || return 0
    local groups=("${groups[@]}" --interface eth0) group=("${group[@]}" --interface eth0)
    make_hosts 6
    start 1 2 3 4 5
    spoil "20 % of all datagrams lost" "$fault_seconds" all loss 20%
    spoil "5 % of all datagrams twice" "$fault_seconds" all duplicate 5%
    spoil "delay of 50 ms, 20 ms more or less" "$fault_seconds" all delay 50ms jitter 20ms
    spoil "all of these together" "$fault_seconds" all loss 20% duplicate 5% delay 50ms jitter 20ms
    spoil "lead's cable cut" 5 1 cut both
    spoil "lead hears nothing" "$fault_seconds" 1 cut in
    spoil "lead is not heard" "$fault_seconds" 1 cut out
    stop 1 2 3 4 5
    remove_hosts
}

# spoil SCENARIO SECONDS PORT ORDER...
spoil() {
    local scenario=$1 seconds=$2 mended told
    shift 2
    load $((seconds + 2))
    port "$@"
    sleep "$seconds"
    port all clear
    mended=$EPOCHREALTIME
    await_load
    sleep_until "$mended" "$settle_seconds"
    probe
    report "$scenario" "$told"
}

# probe [CLIENTS]: one client or several send requests once each, for the first in line alone. Tells how many got one
# answer.
probe() {
    local clients=${1-1} client asked=0 once=0 wrong=0
    for ((client = 0; client < clients; client++)); do
        on_host "$hosts" "$lab" probe --rate 50 --duration 1s "${group[@]}" >"$work/probe.json" 2>"$work/probe.err" ||
            die "the probe failed: $(cat "$work/probe.err")"
        asked=$((asked + $(field asked "$work/probe.json")))
        once=$((once + $(field answeredOnce "$work/probe.json")))
        wrong=$((wrong + $(field wrong "$work/probe.json")))
    done
    bound "$asked > 0 && $once == $asked && $wrong == 0"
    told="then one answer to $once of $asked: $told"
}
