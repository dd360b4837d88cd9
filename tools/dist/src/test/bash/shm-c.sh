# A C program and ipc-shm use the same segments, on all three schemes; ipcs and ipcrm see what we make, and we what
# they do.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

command -v gcc >/dev/null || {
    echo "no C compiler here"
    exit 0
}

cat >peer.c <<'END'
/* peer NAME say TEXT | hear | add N | wait VALUE: NAME is posix:/x, sysv:0xKEY, or absent for $IPC_SHM_FD.
   peer at link TEXT | follow: as a command of attach --at, on any scheme; makes a pointer, and follows it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static int linked(char *deed, char *text) {
    char *want = (char *)strtoul(getenv("IPC_SHM_AT"), 0, 16), *id = getenv("IPC_SHM_ID");
    char *at = id ? shmat(atoi(id), want, 0)
                  : mmap(want, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE,
                         atoi(getenv("IPC_SHM_FD")), 0);
    if (at != want) {
        perror("at");
        return 1;
    }
    char **pointer = (char **)at;
    if (!strcmp(deed, "link")) {
        *pointer = strcpy(at + 2048, text);
    } else {
        puts(*pointer);
    }
    return 0;
}

static void *map(int fd) {
    void *at = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd); /* the mapping stays, and so does the attachment */
    return at;
}

int main(int argc, char **argv) {
    char *name = argv[1], *deed = argv[2];
    void *at = MAP_FAILED;
    if (!strcmp(name, "at")) return linked(deed, argv[3]);
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
    if (!strcmp(deed, "say")) {
        strcpy(at, argv[3]);
    } else if (!strcmp(deed, "hear")) {
        puts(at);
    } else if (!strcmp(deed, "add")) {
        for (long i = atol(argv[3]); i > 0; i--) atomic_fetch_add(cell, 1);
    } else if (!strcmp(deed, "wait")) {
        while (atomic_load(cell) < atol(argv[3])) usleep(1000);
    }
    return 0;
}
END
gcc -O1 -o peer peer.c

key=$(random_key)
posix=posix:/ipckit-test-$$-$RANDOM
trap 'code=$?; ipcrm -M $key 2>/dev/null || true; rm -f /dev/shm/${posix#posix:/}; ((code)) || expect_nothing_left' EXIT

peer() { # NAME WORD...
    case $1 in
    *:*) ./peer "$@" ;;
    *) ipc-shm attach "$1" -- ./peer "$@" ;;
    esac
}

for name in scores $posix sysv:$key; do
    ipc-shm create $name --size 4K >id
    peer $name say "C was here"
    expect_equal "C was here" "$(ipc-shm print $name)"
    ipc-shm fill $name 0 --length 100
    printf 'and so was the shell' | ipc-shm write $name
    expect_equal "and so was the shell" "$(peer $name hear)"

    # Both add to one cell at the same time, and each waits for the other.
    for _ in 1 2 3; do
        peer $name add 50000 &
        ipc-shm cell add $name 1024 1 --times 50000 >sum &
    done
    wait_all
    expect_equal 300000 "$(ipc-shm cell get $name 1024)"
    ipc-shm cell wait $name 1024 --until '>= 300001' &
    peer $name wait 300002 &
    peer $name add 1
    ipc-shm cell add $name 1024 >sum
    wait_all

    # At one address in every process, pointers into the segment are good for all.
    ipc-shm attach $name --at 0x200000000000 -- ./peer at link "at one address"
    expect_equal "at one address" "$(ipc-shm attach $name --at 0x200000000000 -- ./peer at follow)"
    [[ $name == sysv:* ]] || ipc-shm rm $name
done

# ipcs has what stat has, while somebody is attached and afterwards.
[[ $(ipcs -m) == *"$key"* ]] || fail "ipcs does not know $key: $(ipcs -m)"
id=$(ipc-shm stat sysv:$key --json | jq .id)
ipcs -m -i "$id" | grep -q "bytes=4096.*" || fail "$(ipcs -m -i "$id")"
ipc-shm attach sysv:$key -- bash -c 'echo $IPC_SHM_ID >given; read -r _ <go' &
mkfifo go
attached() {
    [[ $(ipc-shm stat sysv:$key --json | jq .nattch) == 1 ]]
}
wait_until attached
expect_equal "$id" "$(<given)"
expect_equal 1 "$(ipcs -m | awk -v id="$id" '$2 == id {print $6}')"
ipc-shm rm sysv:"$id"
expect_equal true "$(ipc-shm ls --scheme sysv --json | jq "select(.id == $id) | .removed")"
[[ $(ipcs -m | awk -v id="$id" '$2 == id {print $7}') == dest ]] || fail "ipcs does not show it as removed"
expect_error 69 "no such segment: sysv:$key" ipc-shm print sysv:$key
echo >go
wait_all
expect_error 69 "no such segment: sysv:$id" ipc-shm stat sysv:"$id"
id=$(ipc-shm create sysv:private --size 10)
ipc-shm write sysv:"$id" <<<private
expect_equal private "$(ipc-shm print sysv:"$id")"
ipcrm -m "$id"
expect_error 69 "no such segment: sysv:$id" ipc-shm print sysv:"$id"
made=$(ipcmk -M 100 | grep -o '[0-9]*$')
expect_equal 100 "$(ipc-shm stat sysv:"$made" --json | jq .bytes)"
ipc-shm rm sysv:"$made"
[[ $(ipcs -m) != *" $made "* ]] || fail "ipcs has what was removed"
