# lane: kernel
# `ipc-shm` and a C program exchange data through segments of all three schemes: local, POSIX and System V. `ipc-shm`, ipcs,
# ipcrm and ipcmk work on the same System V segments.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

# build_peer: compiles the C program `peer`, which accesses segments without `ipc-shm`. Fails if no C compiler is
# installed.
build_peer() {
    command -v gcc >/dev/null || {
        echo "no C compiler here"
        return 1
    }
    cat >peer.c <<'END'
/* peer NAME say TEXT | hear | add N | wait VALUE: NAME is posix:/x or sysv:0xKEY; any other name stands for $IPC_SHM_FD.
   `peer at link TEXT` and `peer at follow` run as commands of `attach --at`.
   `peer at link TEXT` stores TEXT and a pointer to TEXT in the segment. `peer at follow` prints the text at this pointer. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static int linked(char *verb, char *text) {
    char *want = (char *)strtoul(getenv("IPC_SHM_AT"), 0, 16), *id = getenv("IPC_SHM_ID");
    char *at = id ? shmat(atoi(id), want, 0)
                  : mmap(want, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE,
                         atoi(getenv("IPC_SHM_FD")), 0);
    if (at != want) {
        perror("at");
        return 1;
    }
    char **pointer = (char **)at;
    if (!strcmp(verb, "link")) {
        *pointer = strcpy(at + 2048, text);
    } else {
        puts(*pointer);
    }
    return 0;
}

static void *map(int fd) {
    void *at = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd); /* The mapping keeps the segment attached. */
    return at;
}

int main(int argc, char **argv) {
    char *name = argv[1], *verb = argv[2];
    void *at = MAP_FAILED;
    if (!strcmp(name, "at")) return linked(verb, argv[3]);
    if (!strncmp(name, "posix:", 6)) {
        at = map(shm_open(name + 6, O_RDWR, 0));
    } else if (!strncmp(name, "sysv:", 5)) {
        at = shmat(shmget(strtoul(name + 5, 0, 16), 0, 0), 0, 0);
    } else {
        at = map(atoi(getenv("IPC_SHM_FD")));
    }
    if (at == MAP_FAILED || argc < 3) {
        perror(name);
        return 1;
    }
    _Atomic long *cell = (_Atomic long *)((char *)at + 1024);
    if (!strcmp(verb, "say")) {
        strcpy(at, argv[3]);
    } else if (!strcmp(verb, "hear")) {
        puts(at);
    } else if (!strcmp(verb, "add")) {
        for (long i = atol(argv[3]); i > 0; i--) atomic_fetch_add(cell, 1);
    } else if (!strcmp(verb, "wait")) {
        while (atomic_load(cell) < atol(argv[3])) usleep(1000);
    }
    return 0;
}
END
    gcc -O1 -o peer peer.c
}

peer() { # NAME WORD...: runs the C program; for a local segment as the command of `ipc-shm attach`
    case $1 in
    *:*) ./peer "$@" ;;
    *) ipc-shm attach "$1" -- ./peer "$@" ;;
    esac
}

# with_peer FUNCTION: compiles the C program `peer`, and calls FUNCTION once for each scheme. Before each call, a
# segment of 4 KiB is created, and $name is set to its name. Does nothing if no C compiler is installed.
with_peer() {
    build_peer || return 0
    for_each_scheme 4K "$1"
}

exchange_text() {
    peer $name say "C was here"
    expect_equal "C was here" "$(ipc-shm print $name)"
    ipc-shm fill $name 0 --length 100
    printf 'and so was the shell' | ipc-shm write $name
    expect_equal "and so was the shell" "$(peer $name hear)"
}
test_text_is_exchanged() {
    with_peer exchange_text
}

add_together() {
    for _ in 1 2 3; do
        peer $name add 50000 &
        ipc-shm cell add $name 1024 1 --times 50000 >sum &
    done
    wait_all
    expect_equal 300000 "$(ipc-shm cell get $name 1024)"
}
test_atomic_additions_are_not_lost() {
    with_peer add_together
}

wait_for_each_other() {
    ipc-shm cell wait $name 1024 --until '>= 1' &
    peer $name wait 2 &
    peer $name add 1
    ipc-shm cell add $name 1024 >sum
    wait_all
}
test_each_waits_for_the_other() {
    with_peer wait_for_each_other
}

share_a_pointer() {
    ipc-shm attach $name --at 0x200000000000 -- ./peer at link "at one address"
    expect_equal "at one address" "$(ipc-shm attach $name --at 0x200000000000 -- ./peer at follow)"
}
test_pointers_are_valid_at_a_fixed_address() {
    with_peer share_a_pointer
}

test_ipcs_shows_the_same_segment() {
    use_scheme sysv
    key=${name#sysv:}
    ipc-shm create $name --size 4K >id
    [[ $(ipcs -m) == *"$key"* ]] || fail "ipcs does not know $key: $(ipcs -m)"
    id=$(ipc-shm stat $name --json | jq .id)
    ipcs -m -i "$id" | grep -q "bytes=4096.*" || fail "$(ipcs -m -i "$id")"
    mkfifo go
    ipc-shm attach $name -- bash -c 'echo $IPC_SHM_ID >given; read -r _ <go' &
    wait_until has_lines given 1 2>/dev/null
    has_nattch 1 $name || fail "the command is not counted"
    expect_equal "$id" "$(<given)"
    expect_equal 1 "$(ipcs -m | awk -v id="$id" '$2 == id {print $6}')"
    ipc-shm rm sysv:"$id"
    expect_equal true "$(ipc-shm ls --scheme sysv --json | jq "select(.id == $id) | .removed")"
    [[ $(ipcs -m | awk -v id="$id" '$2 == id {print $7}') == dest ]] || fail "ipcs does not show it as removed"
    expect_error 69 "no such segment: $name" ipc-shm print $name
    echo >go
    wait_all
    expect_error 69 "no such segment: sysv:$id" ipc-shm stat sysv:"$id"
}

test_ipcrm_removes_a_private_segment() {
    id=$(ipc-shm create sysv:private --size 10)
    ipc-shm write sysv:"$id" <<<private
    expect_equal private "$(ipc-shm print sysv:"$id")"
    ipcrm -m "$id"
    expect_error 69 "no such segment: sysv:$id" ipc-shm print sysv:"$id"
}

test_segment_of_ipcmk_is_shown_and_removed() {
    id=$(ipcmk -M 100 | grep -o '[0-9]*$')
    expect_equal 100 "$(ipc-shm stat sysv:"$id" --json | jq .bytes)"
    # The kernel records the process that created the segment and the time of the last change, but not the time of the
    # creation.
    expect_equal 'false true true' \
        "$(ipc-shm stat sysv:"$id" --json | jq -r '[has("created"), has("changed"), has("creator")] | join(" ")')"
    expect_equal 'created by process' "$(ipc-shm stat sysv:"$id" | sed -n 's/^created  *\(by process\) [0-9]*$/created \1/p')"
    expect_equal 1 "$(ipc-shm stat sysv:"$id" | grep -c '^changed      20[0-9T:.-]*Z$')"
    ipc-shm rm sysv:"$id"
    [[ $(ipcs -m) != *" $id "* ]] || fail "ipcs shows a removed segment"
}
