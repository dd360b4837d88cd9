#!/bin/bash
# compare.sh compares how long ipc-chain and a C program take to make a chain of processes. The C program uses fork(2).
# Both times include the start of the program. Each command runs once per round. The output shows the medians of the
# rounds and the ratios of these medians.
#
#   compare.sh [--rounds N]
#
# compare.sh needs target/ipckit, which `mvn -DskipTests package` builds, and gcc.
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
rounds=5 dir=${TMPDIR:-/tmp}
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) value_of "$@" ;;
    *) usage ;;
    esac
    shift 2
done
find_program ipc-chain
make_work_directory ipc-chain-compare

cat >"$work/chain.c" <<'END'
/* chain N: the textbook's chain. Each process waits for its child and then prints a line. */
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
compile_c "$work/chain" "$work/chain.c"

while ((round < rounds)); do
    begin_round
    micros start "$program" --version
    for n in 64 1000; do
        micros c-$n "$work/chain" $n 2>/dev/null
        micros ours-$n "$program" -n $n 2>/dev/null
    done
done >"$work/samples"
awk "$samples"'
    END {
        printf "a chain of 64:    %.2f of the time of fork() in C and one start-up (%.0f ms; C %.0f ms, start-up %.0f ms)\n",
            median("ours-64") / (median("c-64") + median("start")), median("ours-64") / 1e3, median("c-64") / 1e3, median("start") / 1e3
        printf "a chain of 1000:  %.2f of the time of fork() in C (%.2f s; C %.2f s)\n",
            median("ours-1000") / median("c-1000"), median("ours-1000") / 1e6, median("c-1000") / 1e6
    }' "$work/samples"
describe_machine
