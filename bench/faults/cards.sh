# Servers of two clusters on one host, each on an interface of its own. Sourced by faults.sh.
# shellcheck shell=bash

# A server of another cluster on the lead's loopback must not take what is sent to the lead's card. What one client gets
# may depend on its port, so several ask.
two_interfaces() {
    needs_root || return 0
    local loopback=("${groups[@]}" --cluster another) told
    local groups=("${groups[@]}" --interface eth0) group=("${group[@]}" --interface eth0)
    make_hosts 3
    start 1 2
    load 9
    start_on_loopback 1b
    sleep 2
    stop 1
    start 1 # now the other one was there first
    await_load
    sleep "$settle_seconds"
    probe 8
    report "another cluster on the lead's loopback" "$told"
    stop 1 1b 2
    remove_hosts
}

start_on_loopback() {
    local groups=("${loopback[@]}")
    start "$@"
}
