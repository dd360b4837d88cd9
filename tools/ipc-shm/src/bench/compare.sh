#!/bin/bash
# ipc-shm against what it is like: write and read of a large segment against cp from memory to memory, start-up
# included; adding to a cell, and waking each other by one, against the same in C. Interleaved; medians, and their ratios.
#
#   compare.sh [--rounds N] [--size BYTES] [--dir DIR]
#
# Files and segments are made in DIR (default /dev/shm; it should be memory, and have room for three of the size, 1 GiB
# if not given). Needs target/ipckit (mvn package) and gcc.
set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../../../.." && pwd)
program=${IPC_SHM:-$root/target/ipckit/bin/ipc-shm}
rounds=5 size=$((1 << 30)) dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=$2; shift ;;
    --size) size=$2; shift ;;
    --dir) dir=$2; shift ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
[ -x "$program" ] || { echo "compare.sh: no $program: build it with mvn -DskipTests package" >&2; exit 69; }
work=$(mktemp -d "$dir/ipc-shm-compare.XXXXXX")
trap 'rm -rf "$work"' EXIT
export IPC_DIR=$work/home
mkdir -m 700 "$IPC_DIR"

cat >"$work/add.c" <<'END'
/* add FILE: additions a second to the first 64 bits of a mapped file, over half a second. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>
static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}
int main(int argc, char **argv) {
    _Atomic long *cell = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, open(argv[1], O_RDWR), 0);
    double begin = now();
    long n = 0;
    while (now() - begin < 0.5) {
        for (int i = 0; i < 10000; i++) atomic_fetch_add(cell, 1);
        n += 10000;
    }
    printf("%.0f\n", n / (now() - begin));
    return argc != 2;
}
END
gcc -O2 -o "$work/add" "$work/add.c" || exit 69
cat >"$work/wake.c" <<'END'
/* wake FILE: how often a second two processes hand a number to and fro, each asleep in futex(2) meanwhile. */
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static _Atomic int *cell;
static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}
static void set(int value) {
    atomic_store(cell, value);
    syscall(SYS_futex, cell, FUTEX_WAKE, 1, 0, 0, 0);
}
static void await(int odd) { /* until it is odd, or even */
    for (int value; (value = atomic_load(cell)) % 2 != odd;) syscall(SYS_futex, cell, FUTEX_WAIT, value, 0, 0, 0);
}
int main(int argc, char **argv) {
    cell = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, open(argv[1], O_RDWR), 0);
    atomic_store(cell, 0);
    int other = fork();
    for (int last = 1; other == 0; last += 2) {
        await(1);
        set(last + 1);
    }
    double begin = now();
    int n = 0;
    for (; now() - begin < 0.5; n++) {
        set(2 * n + 1);
        await(0);
    }
    printf("%.0f\n", n / (now() - begin));
    kill(other, SIGKILL);
    return argc != 2;
}
END
gcc -O2 -o "$work/wake" "$work/wake.c" || exit 69

# Every page is there before anything is measured: fresh ones are slow, whoever asks for them.
head -c "$size" /dev/urandom >"$work/file"
cp "$work/file" "$work/copy"
"$program" create large --size "$size" >/dev/null
"$program" create cells --size 4K >/dev/null

seconds() { # NAME COMMAND...
    local name=$1 start=${EPOCHREALTIME/./}
    shift
    "$@" || echo "compare.sh: failed: $*" >&2
    echo "$name $((${EPOCHREALTIME/./} - start))"
}
copy() { cp "$work/file" "$work/copy"; }
write() { "$program" write large "$work/file"; }
read_out() { "$program" read large "$work/copy"; }
alone() { # COMMAND...: its rate
    echo "$1 $("${@:2}")"
}
together() { # NAME COMMAND...: the sum of two at once
    echo "$1 $( ("${@:2}" & "${@:2}"; wait) | awk '{ sum += $1 } END { printf "%.0f", sum }')"
}
ticks() { # PID: processor time, in ms
    awk -v hertz="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / hertz }' "/proc/$1/stat"
}
waiting() { # what a process costs that waits, a second
    local before
    "$program" cell wait cells 8 --until '== 1' &
    sleep 1
    before=$(ticks $!)
    sleep 4
    echo "waiting $(((${before%.*} - $(ticks $!)) / -4))"
    "$program" cell set cells 8 1
    wait $!
}
waiting >"$work/waiting"
for ((i = 0; i < rounds; i++)); do
    seconds cp copy
    seconds write write
    seconds read read_out
    alone c-alone "$work/add" "$IPC_DIR/shm/cells/segment"
    alone cell-alone "$program" cell bench cells 0
    together c-together "$work/add" "$IPC_DIR/shm/cells/segment"
    together cell-together "$program" cell bench cells 0
    alone c-wake "$work/wake" "$IPC_DIR/shm/cells/segment"
    alone cell-wake "$program" cell bench cells 0 --wake --time 4s
    seconds start "$program" cell get cells 0 >"$work/value"
    tail -n 1 "$work/value"
    cat "$work/waiting"
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
        printf "write a file into a segment: %.2f of the speed of cp (%.0f ms)\n", median("cp") / median("write"), median("write") / 1000
        printf "read a segment into a file:  %.2f of the speed of cp (%.0f ms)\n", median("cp") / median("read"), median("read") / 1000
        printf "add to a cell, one process:  %.2f of the C loop (%.0f M/s)\n", median("cell-alone") / median("c-alone"), median("cell-alone") / 1e6
        printf "add to a cell, two at once:  %.2f of the C loop (%.0f M/s)\n", median("cell-together") / median("c-together"), median("cell-together") / 1e6
        printf "wake and be woken:           %.2f of futex(2) in C (%.1f us there and back)\n", median("cell-wake") / median("c-wake"), 1e6 / median("cell-wake")
        printf "a cell wait that waits:      %.0f ms of processor time a second\n", median("waiting")
        printf "one cell get:                %.0f ms\n", median("start") / 1000
    }'
