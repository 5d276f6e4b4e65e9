# The table of results. Sourced by faults.sh.
# shellcheck shell=bash

failed=0

row() {
    printf '| %-44s | %6s | %4s | %5s | %8s | %8s | %6s | %7s | %-40s |\n' "$@" | tee -a "$work/table"
}

head_of_table() {
    row scenario sent lost wrong 'gap, ms' 'slowest' twice repeats 'measured: target'
    row --- ---: ---: ---: ---: ---: ---: ---: ---
}

# verdict CONDITION: an arithmetic condition of awk, in words.
verdict() { awk "BEGIN { print ($1) ? \"met\" : \"missed\" }"; }

# bound CONDITION: the same, but the script fails where it is missed.
bound() {
    told=$(verdict "$1")
    [[ $told == met ]] || failed=1
}

# report SCENARIO crash|swap|SENTENCE [lossy]: adds a row, and compares with the targets of that kind; a sentence is shown
# as it is. Requests may be lost where more are sent than the servers can answer.
report() {
    local scenario=$1 kind=$2 may_lose=${3-} sent lost wrong gap slowest told verdict=met
    sent=$(field sent)
    lost=$(($(field timedOut) + $(field failed) + $(field unfinished)))
    wrong=$(($(field wrong) + $(field rejected)))
    gap=$(field longestGapMilliseconds)
    slowest=$(field 'latencyMicroseconds":{[^}]*"max')
    case $kind in
    crash)
        told=$(gaps_after_marks | sort -n | awk '
            # The result has no gap of 5 ms or less.
            function told(gap) { return gap > 0 ? sprintf("%.1f", gap) : "<5" }
            { gap[NR] = $1 }
            END {
                median = (gap[int((NR + 1) / 2)] + gap[int(NR / 2) + 1]) / 2
                verdict = (NR < 2 || median <= 10) && gap[NR] <= 100 ? "met" : "missed"
                if (NR < 2) printf "gap %s: %s", told(gap[1]), verdict
                else printf "gaps %s / %s / %s: %s", told(gap[1]), told(median), told(gap[NR]), verdict
            }')
        ;;
    swap)
        ((slowest <= 50000)) || verdict=missed
        told="slowest at most 50: $verdict"
        ;;
    *) told=$kind ;;
    esac
    ((sent > 0 && wrong == 0)) || failed=1
    if ((lost > 0)) && [[ $may_lose != lossy ]]; then failed=1; fi
    row "$scenario" "$sent" "$lost" "$wrong" "$(in_ms "$gap" 1)" "$(in_ms "$slowest" 1000)" \
        "$(field duplicateReplies)" "$(field repeats)" "$told"
}

in_ms() { awk -v value="$1" -v unit="$2" 'BEGIN { printf "%.1f", value / unit }'; }

# write_table FILE: the table and what it means, for the documentation.
write_table() {
    {
        cat <<END
# What a fault costs
\`bench/faults.sh --write\` wrote this. Five servers with default settings, a heartbeat a second, on a machine of $(nproc) cores.

END
        sed -E 's/ +\|/ |/g; s/\| +/| /g' "$work/table"
        cat <<'END'

*Sent* to *wrong* count requests. *Gap* is the longest time without an answer, *slowest* the slowest request, in ms.
*Twice* counts answers beyond the first of a request: a repeat is answered by every server up to its rank limit. *Gaps*
after a kill are the least, the median and the greatest.

The script fails where
- a request was answered wrong, or was lost although the servers were not overloaded;
- a network that was spoilt is not back at exactly one answer for each request within three heartbeats;
- a server that hangs still counts after two heartbeats and a fifth of a second;
- one of five servers that share the requests has less than 15 % or more than 25 % of them;
- repeats are more than 20 % of what an overloaded group, or one on a machine without time, is sent;
- servers that had no time do not answer everything within a second from two seconds after the load on.

The rest depends on how busy the machine is, and is compared with targets: after a kill a gap of 10 ms in the median and
of 100 ms at worst; no request slower than 50 ms when a server is replaced or joins, nor from a second after an overload
on; five servers that do 4.5 times the work of one.
END
    } >"$1"
}
