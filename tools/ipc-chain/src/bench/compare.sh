#!/bin/bash
# Compares ipc-chain with a C program that makes its chain by fork(2); both times include start-up. The runs are
# interleaved. Prints medians and their ratios.
#
#   compare.sh [--rounds N]
#
# Needs target/ipckit (mvn -DskipTests package) and gcc.
set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../../../.." && pwd)
program=${IPC_CHAIN:-$root/target/ipckit/bin/ipc-chain}
rounds=5
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=$2; shift ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
[ -x "$program" ] || { echo "compare.sh: no $program: build it with mvn -DskipTests package" >&2; exit 69; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/chain.c" <<'END'
/* chain N: the textbook's chain, in which each process waits for its child before it prints. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
    pid_t child = 0;
    int i, n = argc == 2 ? atoi(argv[1]) : 0;
    for (i = 1; i < n; ++i)
        if ((child = fork())) break;
    if (child > 0) wait(NULL);
    fprintf(stderr, "i:%d  process ID:%ld  parent ID:%ld  child ID:%ld\n", i, (long)getpid(), (long)getppid(), (long)child);
    return child < 0;
}
END
gcc -O2 -o "$work/chain" "$work/chain.c" || exit 69

micros() { # NAME COMMAND...
    local name=$1 begin end
    shift
    begin=$(date +%s%N)
    "$@" 2>"$work/lines" || echo "compare.sh: $* failed" >&2
    end=$(date +%s%N)
    echo "$name $(((end - begin) / 1000))"
}
for ((i = 0; i < rounds; i++)); do
    micros start "$program" --version >"$work/out"
    tail -n 1 "$work/out"
    for n in 64 1000; do
        micros c-$n "$work/chain" $n
        micros ours-$n "$program" -n $n
    done
done | awk '
    { of[$1] = of[$1] " " $2 }
    function median(name,   list, n, i, j, t) {
        n = split(of[name], list, " ")
        for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j] + 0 < list[j - 1] + 0; j--) {
            t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
        }
        return list[int((n + 1) / 2)]
    }
    END {
        printf "a chain of 64:    %.2f of the time of fork() in C and one start-up (%.0f ms; C %.0f ms, start-up %.0f ms)\n",
            median("ours-64") / (median("c-64") + median("start")), median("ours-64") / 1e3, median("c-64") / 1e3, median("start") / 1e3
        printf "a chain of 1000:  %.2f of the time of fork() in C (%.2f s; C %.2f s)\n",
            median("ours-1000") / median("c-1000"), median("ours-1000") / 1e6, median("c-1000") / 1e6
    }'
