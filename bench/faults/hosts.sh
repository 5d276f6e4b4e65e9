# Hosts for the scenarios that need a network: namespaces, each with a cable to a hub that can be told to spoil what
# passes. Sourced by faults.sh. Host i has 10.77.0.i on eth0, and the hub's port i. Nothing leaves the machine.
# shellcheck shell=bash

net=us$$-
hosts=0
hub=

needs_root() {
    ((EUID == 0)) || echo "faults: ${FUNCNAME[1]} needs root, for a network of its own, and is skipped." >&2
    ((EUID == 0))
}

host() { echo "${net}n$1"; }

on_host() {
    local number=$1
    shift
    ip netns exec "$(host "$number")" "$@"
}

# make_hosts COUNT
make_hosts() {
    local number ports=() switch=${net}hub
    ip netns add "$switch"
    for ((number = 1; number <= $1; number++)); do
        ip netns add "$(host "$number")"
        hosts=$number
        ip -n "$switch" link add "p$number" type veth peer name eth0 netns "$(host "$number")"
        ip -n "$switch" link set "p$number" up
        ip -n "$(host "$number")" link set lo up
        ip -n "$(host "$number")" link set eth0 up
        ip -n "$(host "$number")" addr add "10.77.0.$number/24" brd + dev eth0
        ports+=("p$number")
    done
    rm -f "$work/orders" "$work/hub.out" # of an earlier hub
    mkfifo "$work/orders"
    ip netns exec "$switch" "$lab" hub "${ports[@]}" <"$work/orders" >"$work/hub.out" 2>"$work/hub.err" &
    hub=$!
    disown "$hub"
    exec {orders}>"$work/orders" # the hub ends when this is closed
    await grep -qs '^READY' "$work/hub.out" || die "the hub did not get ready: $(cat "$work/hub.err")"
}

# port NUMBER|all ORDER...: returns when it is so.
port() {
    local obeyed
    obeyed=$(grep -c '^OK' "$work/hub.out" || true)
    echo "port $*" >&"$orders" || die "the hub has ended: $(cat "$work/hub.err")"
    await has_obeyed $((obeyed + 1)) || die "the hub does not obey 'port $*': $(cat "$work/hub.err")"
}

has_obeyed() { (($(grep -c '^OK' "$work/hub.out") >= $1)); }

remove_hosts() {
    local number
    if [[ -n $hub ]]; then kill -TERM "$hub" 2>/dev/null || true; fi
    hub=
    for ((number = 1; number <= hosts; number++)); do ip netns del "$(host "$number")" 2>/dev/null || true; done
    ip netns del "${net}hub" 2>/dev/null || true
    hosts=0
}
