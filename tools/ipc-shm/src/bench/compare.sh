#!/bin/bash
# compare.sh measures three uses of ipc-shm and compares each use with another program:
#
#   write and read of a large segment   compared with cp from memory to memory
#   additions to a cell                 compared with a C program that adds to a mapped file
#   round trips between two processes   compared with a C program that sleeps in futex(2)
#
# The times of write, read and cp include the start of the program. Each command runs once per round. The output shows
# the medians of the rounds and the ratios of the medians.
#
#   compare.sh [--rounds N] [--size BYTES] [--dir DIR]
#
# compare.sh makes its files and segments in DIR, by default /dev/shm. DIR should be on a file system in memory with free
# space for three times BYTES. BYTES is 1 GiB by default. compare.sh needs target/ipckit, which `mvn -DskipTests package`
# builds, and gcc.
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
rounds=5 size=$((1 << 30)) dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds | --size | --dir) value_of "$@" ;;
    *) usage ;;
    esac
    shift 2
done
find_program ipc-shm
make_work_directory ipc-shm-compare

cat >"$work/cell.c" <<'END'
/* `cell add FILE` adds 1 to the first 64 bits of a mapped file for half a second, and prints the additions per second.
   `cell wake FILE` passes a number to and fro between two processes, which sleep in futex(2) while they wait for it.
   `cell wake FILE` prints the round trips per second. */
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static void *mapped;
static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}
static long add(double begin) {
    _Atomic long *cell = mapped;
    long n = 0;
    while (now() - begin < 0.5) {
        for (int i = 0; i < 10000; i++) atomic_fetch_add(cell, 1);
        n += 10000;
    }
    return n;
}
static void set(int value) {
    _Atomic int *cell = mapped;
    atomic_store(cell, value);
    syscall(SYS_futex, cell, FUTEX_WAKE, 1, 0, 0, 0);
}
static void await(int odd) { /* waits until the number is odd, or, if `odd` is 0, even */
    _Atomic int *cell = mapped;
    for (int value; (value = atomic_load(cell)) % 2 != odd;) syscall(SYS_futex, cell, FUTEX_WAIT, value, 0, 0, 0);
}
static long wake(double begin) {
    long n = 0;
    for (; now() - begin < 0.5; n++) {
        set(2 * n + 1);
        await(0);
    }
    return n;
}
int main(int argc, char **argv) {
    mapped = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, open(argv[2], O_RDWR), 0);
    int other = 0;
    if (!strcmp(argv[1], "wake")) {
        set(0);
        other = fork();
        for (int last = 1; other == 0; last += 2) {
            await(1);
            set(last + 1);
        }
    }
    double begin = now();
    long n = other ? wake(begin) : add(begin);
    printf("%.0f\n", n / (now() - begin));
    if (other) kill(other, SIGKILL);
    return argc != 3;
}
END
compile_c "$work/cell" "$work/cell.c"

# The first write to a page is slow, so every file and segment is written once before the first measurement.
head -c "$size" /dev/urandom >"$work/file"
cp "$work/file" "$work/copy"
run "$program" create large --size "$size" >/dev/null
run "$program" create cells --size 4K >/dev/null
run "$program" fill large 1
cells=$IPC_DIR/shm.cells/segment

rate() { # NAME COMMAND...: prints the name and the rate that the command prints
    printf '%s\t%s\n' "$1" "$(run "${@:2}")"
}
rate_of_two() { # NAME COMMAND...: runs the command twice at the same time and prints the name and the sum of the rates
    printf '%s\t%s\n' "$1" "$( (run "${@:2}" & run "${@:2}"; wait) | awk '{ sum += $1 } END { printf "%.0f", sum }')"
}
"$program" cell wait cells 8 --until '== 1' &
read -r _ waiting < <(cost_of_waiting $! 4)
run "$program" cell set cells 8 1
wait $!
while ((round < rounds)); do
    begin_round
    micros cp cp "$work/file" "$work/copy"
    micros write "$program" write large "$work/file"
    micros read "$program" read large "$work/copy"
    rate c-alone "$work/cell" add "$cells"
    rate cell-alone "$program" cell bench cells 0
    rate_of_two c-together "$work/cell" add "$cells"
    rate_of_two cell-together "$program" cell bench cells 0
    rate c-wake "$work/cell" wake "$cells"
    rate cell-wake "$program" cell bench cells 0 --wake --time 4s
    micros start "$program" cell get cells 0
done >"$work/samples"
awk -v waiting="$waiting" "$samples"'
    END {
        printf "write a file into a segment: %.2f of the speed of cp (%.0f ms)\n", median("cp") / median("write"), median("write") / 1000
        printf "read a segment into a file:  %.2f of the speed of cp (%.0f ms)\n", median("cp") / median("read"), median("read") / 1000
        printf "add to a cell, one process:  %.2f of the C loop (%.0f M/s)\n", median("cell-alone") / median("c-alone"), median("cell-alone") / 1e6
        printf "add to a cell, two at once:  %.2f of the C loop (%.0f M/s)\n", median("cell-together") / median("c-together"), median("cell-together") / 1e6
        printf "round trips by cell wait:    %.2f of futex(2) in C (%.1f us each)\n", median("cell-wake") / median("c-wake"), 1e6 / median("cell-wake")
        printf "a waiting cell wait:         %.1f ms of processor time per second\n", waiting / 4
        printf "one cell get:                %.0f ms\n", median("start") / 1000
    }' "$work/samples"
describe_machine
