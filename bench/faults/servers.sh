# Servers: starting, ending and killing them. Sourced by faults.sh and costs.sh.
# A server's name is its id, or its id and a letter.
# shellcheck shell=bash

declare -A pids=() # of the servers that run, by name

# What a server is, but for its id and its groups; a scenario may choose another.
server=("$program" serve)

# launch NAME [OPTION...]: where there are hosts, server i runs on host i.
launch() {
    local name=$1 id=${1%%[a-z]*} place=()
    shift
    : >"$work/$name.out" # or what its last life said is taken for this one's
    if ((hosts > 0)); then place=(ip netns exec "$(host "$id")"); fi
    "${place[@]}" "${server[@]}" --id "$id" "${groups[@]}" "$@" >"$work/$name.out" 2>"$work/$name.log" &
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
