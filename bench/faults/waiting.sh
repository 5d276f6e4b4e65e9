# Waiting, and giving up. Sourced by faults.sh and costs.sh.
# shellcheck shell=bash

die() {
    echo "$(basename "$0" .sh): $*" >&2
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

# sleep_until TIME SECONDS: until so many seconds after that time.
sleep_until() {
    sleep "$(awk -v from="$1" -v now="$EPOCHREALTIME" -v s="$2" \
        'BEGIN { rest = from + s - now; printf "%.3f", (rest > 0 ? rest : 0) }')"
}

is_gone() { ! kill -0 "$1" 2>/dev/null; }
