# Servers that die, pause, and are replaced, on loopback. Sourced by faults.sh.
# shellcheck shell=bash

kill_lead() {
    start 1 2 3 4 5
    load $((kills * 3 + 4 + kills / 5)) # a busy machine takes a little longer for some
    local kill
    for ((kill = 0; kill < kills; kill++)); do
        mark
        crash 1
        sleep 1.2 # so that the second after the kill has no starting program in it
        start 1
        if ((kill + 1 < kills)); then sleep_until "${marks[-1]}" 3; fi
    done
    await_load
    report "lead killed every 3 s, $kills times" crash
    stop 1 2 3 4 5
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
    load 9
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
    load 14
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
    load 7
    start 1
    await_load
    report "server 1 joins servers 2 to 5" swap
    stop 1 2 3 4 5
}

two_with_one_id() {
    start 1 2 3 4 5
    load 9
    launch 1b --log-level debug # which requests it answers
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
