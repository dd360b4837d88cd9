# `send` to a durable mailbox returns when the message is on disk. The message survives the death of every process, a
# reboot, and a loss of power. The tests simulate a loss of power: each file block that was changed after the last sync
# gets, at random, its new or its old content.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

disk=$TMPDIR/disk
mkdir "$disk"
# reboot: deletes the objects in memory, as a reboot does.
reboot() {
    find "$IPC_DIR" -mindepth 1 -delete
}

test_durable_mailbox_is_a_mailbox() {
    $mq create jobs --durable "$disk" --capacity 4
    $mq send jobs 1 2 3
    expect_equal 'durable      yes: on disk before a send is reported' "$($mq stat jobs | grep durable)"
    [[ $($mq stat jobs --json) == *'"durable":true'* ]] || fail "stat --json does not say that it is durable"
    expect_error 73 '*exists already' $mq create jobs --durable "$disk"
    expect_error 73 '*no such*' $mq create other --durable "$TMPDIR/absent"
    expect_error 73 '*no such directory' $mq create other --durable /etc/passwd
    expect_equal 1 "$($mq recv jobs)"
    $mq rm jobs
    expect_equal '' "$(ls -A "$disk")"
}

# After a reboot, a `create` with the same name and directory restores the mailbox with all messages that were not
# acknowledged. The `create` fails if one of its options asks for a property that the mailbox does not have.
test_reboot() {
    $mq create jobs --durable "$disk" --capacity 4
    $mq send jobs 2 3
    reboot
    expect_error 69 'no such mailbox: jobs' $mq recv jobs
    expect_error 73 '*created with other options' $mq create jobs --durable "$disk" --capacity 5
    expect_error 73 '*created with other options' $mq create jobs --durable "$disk" --sharing pair
    expect_error 73 '*created with other options' $mq create jobs --durable "$disk" --owner $$
    expect_error 73 '*created with other options' $mq create jobs --durable "$disk" --mode 666
    $mq create jobs --durable "$disk"
    expect_equal $'2\n3' "$($mq recv jobs --drain)"
}

# When a `create` is killed, or fails because another process created the mailbox first, some files of the mailbox may
# remain. `gc` and the next `create --durable` with the same directory delete all these files.
test_creations_that_fail() {
    local turn
    $mq create jobs --durable "$disk"
    for turn in {1..2}; do
        $mq create race &
        $mq create race --durable "$disk" 2>/dev/null || true
        wait $! || expect_equal 73 $?
        $mq rm race
    done
    for turn in {1..4}; do
        $mq create k$turn --durable "$disk" &
        sleep 0.0$((RANDOM % 7 + 2))
        kill -KILL $! 2>/dev/null || true
        wait $! || true
        $mq rm k$turn 2>/dev/null || $mq create k$turn --durable "$disk"
        $mq rm k$turn 2>/dev/null || true
    done
    $mq gc >/dev/null
    $mq create last --durable "$disk"
    $mq rm last
    expect_equal jobs "$(ls -A "$disk")"
    $mq rm jobs
    expect_equal '' "$(ls -A "$disk")"
}

# `create --if-absent` opens a mailbox that is on disk, even if the options of `create` ask for other properties. The
# mailbox keeps its properties and its permissions.
test_if_absent_restores_a_mailbox_with_other_options() {
    $mq create jobs --durable "$disk" --capacity 4 --mode 660
    reboot
    $mq create jobs --durable "$disk" --capacity 5 --if-absent
    [[ $($mq stat jobs --json) == *'"capacity":4,'* ]] || fail "the capacity changed"
    expect_equal 770 "$(stat -c %a "$IPC_DIR/mq.jobs")"
    ipc-prodcons create other --unbounded --dir "$disk"
    expect_error 73 '*holds no mailbox' $mq create other --durable "$disk" --if-absent
    reboot
    expect_error 73 '*holds no buffer' ipc-prodcons create jobs --unbounded --dir "$disk" --if-absent
    ipc-prodcons create other --unbounded --bytes 1M --dir "$disk" --if-absent
    ipc-prodcons rm other
}

# Two homes (values of IPC_DIR) have a mailbox with the same files on disk. A removal in one home
# wakes the processes that wait in the other home.
test_homes_with_the_same_files_have_one_mailbox() {
    local home receiver
    for home in first second; do IPC_DIR=$TMPDIR/$home $mq create jobs --durable "$disk"; done
    IPC_DIR=$TMPDIR/first $mq send jobs hello
    expect_equal hello "$(IPC_DIR=$TMPDIR/second $mq recv jobs)"
    IPC_DIR=$TMPDIR/second $mq recv jobs 2>errors &
    receiver=$!
    IPC_DIR=$TMPDIR/second wait_for_stat jobs "$receiver"
    IPC_DIR=$TMPDIR/first $mq rm jobs
    expect_exit 69 wait $receiver
    expect_equal '' "$(ls -A "$disk")"
    IPC_DIR=$TMPDIR/second expect_error 69 'no such mailbox: jobs' $mq recv jobs
    IPC_DIR=$TMPDIR/second $mq create jobs
    IPC_DIR=$TMPDIR/second $mq rm jobs
}

test_directory_with_other_content() {
    mkdir "$disk/jobs"
    : >"$disk/jobs/letter"
    expect_error 73 '*holds no mailbox' $mq create jobs --durable "$disk"
    echo nonsense >"$disk/jobs/box"
    : >"$disk/jobs/live"
    expect_error 76 '*' $mq create jobs --durable "$disk"
    rm -r "$disk/jobs"
    expect_error 69 'no such mailbox: jobs' $mq stat jobs
}

# `create` is killed at the steps F1 to F3, and `rm` at F4 and F5. F1: an unfinished mailbox in $IPC_DIR has a link to
# the mailbox's directory on the disk. F2: the files on the disk are complete, and their directory has a temporary name.
# F3: the directory on the disk has its final name, but the mailbox in $IPC_DIR still has a temporary name. F4: the
# files on the disk are marked as removed. F5: these files are deleted. `gc` deletes the files that the killed processes
# have left in $IPC_DIR and on the disk. Afterwards a mailbox of the same name can be created.
test_gc_deletes_what_a_killed_creation_or_removal_leaves() {
    local step
    for step in F1 F2 F3 F4 F5; do
        if [[ $step == F[45] ]]; then
            $mq create jobs --durable "$disk"
            $mq send jobs x
            crash $step $mq rm jobs
        else
            crash $step $mq create jobs --durable "$disk"
        fi
        [[ $step != F[35] ]] || expect_equal 1 "$($mq gc --dry-run | wc -l)" "leftovers after $step"
        expect_equal 1 "$($mq gc | wc -l)" "leftovers after $step"
        expect_equal '' "$(ls -A "$disk")$(ls -A "$IPC_DIR")" "files after $step and gc"
    done
    $mq create jobs --durable "$disk"
    $mq rm jobs
}

# Without `gc`, the next `create` deletes what a killed process has left on the disk.
test_next_create_after_a_killed_creation_or_removal() {
    local step
    for step in F1 F2 F3 F4 F5; do
        if [[ $step == F[45] ]]; then
            $mq create jobs --durable "$disk"
            crash $step $mq rm jobs
        else
            crash $step $mq create jobs --durable "$disk"
        fi
        reboot
        $mq create jobs --durable "$disk"
        expect_equal jobs "$(ls -A "$disk")" "files on the disk after $step"
        $mq rm jobs
        expect_equal '' "$(ls -A "$disk")"
    done
}

# `gc` removes what a killed `create` has left, but keeps the files of the mailbox on the disk in
# two cases: the killed `create` did not make these files but only restored a mailbox, or a mailbox
# in another IPC_DIR now uses them.
test_gc_keeps_messages_of_other_processes() {
    $mq create jobs --durable "$disk"
    $mq send jobs precious
    reboot
    crash F3 $mq create jobs --durable "$disk"
    expect_equal 1 "$($mq gc | wc -l)"
    $mq create jobs --durable "$disk"
    expect_equal precious "$($mq recv jobs)"
    $mq rm jobs
    crash F3 $mq create jobs --durable "$disk"
    IPC_DIR=$TMPDIR/other $mq create jobs --durable "$disk"
    IPC_DIR=$TMPDIR/other $mq send jobs precious
    expect_equal 1 "$($mq gc | wc -l)"
    $mq create jobs --durable "$disk"
    expect_equal precious "$($mq recv jobs)"
}

# When the owner of a mailbox dies, the mailbox counts as removed. Therefore `create` with the same name and directory
# makes an empty mailbox.
test_mailbox_of_a_dead_owner() {
    sleep 600 &
    local owner=$!
    $mq create jobs --durable "$disk" --owner $owner
    $mq send jobs his
    kill $owner
    wait $owner || true
    $mq create jobs --durable "$disk"
    expect_error 75 '*empty' $mq recv jobs --no-wait
    $mq rm jobs
    expect_equal '' "$(ls -A "$disk")"
}

# `gc` completes a removal that was interrupted. `gc` does not delete a mailbox that was restored under the same name after
# the interruption.
test_interrupted_removal() {
    $mq create jobs --durable "$disk"
    mv "$IPC_DIR/mq.jobs" "$IPC_DIR/.old-mq.jobs-$$-0"
    $mq create jobs --durable "$disk"
    $mq send jobs precious
    $mq gc >/dev/null
    expect_equal mq.jobs "$(ls -A "$IPC_DIR")"
    expect_equal precious "$($mq recv jobs)"
}

# When a sender is killed before its message is on disk (step MD1), the message can be received, because it is already in the
# mailbox's memory.
test_crash_before_the_message_is_on_disk() {
    local capacity
    for capacity in 8 unbounded; do
        $mq create jobs --durable "$disk" --capacity $capacity
        $mq send jobs a
        crash MD1 $mq send jobs b
        expect_equal $'a\nb' "$($mq recv jobs --drain)"
        $mq rm jobs
    done
}

# Builds shadow.so and the program `cut`, which together simulate a loss of power. shadow.so replaces msync, fsync and
# fdatasync in a process that preloads it. When the process syncs a file in $DISK, or a part of the file, shadow.so copies the
# synced bytes to the file of the same name in $SHADOW. So $SHADOW contains the bytes that are certainly on the disk. `cut`
# combines a file in $DISK with its copy in $SHADOW. The result is a file as the disk may contain it after a loss of power.
build_shadow() {
cat >shadow.c <<'END'
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static char block[1 << 16];

static void copy(const char *path, long from, long to) {
    const char *disk = getenv("DISK"), *shadow = getenv("SHADOW");
    if (!disk || !shadow || strncmp(path, disk, strlen(disk))) {
        return;
    }
    char target[PATH_MAX], lock[PATH_MAX];
    snprintf(target, sizeof target, "%s%s", shadow, path + strlen(disk));
    snprintf(lock, sizeof lock, "%s.lock", shadow);
    /* When two processes sync the same bytes, the copy must not be overwritten with older content. */
    int guard = open(lock, O_RDWR | O_CREAT, 0600);
    flock(guard, LOCK_EX);
    int in = open(path, O_RDONLY), out = open(target, O_WRONLY | O_CREAT, 0600);
    while (in >= 0 && out >= 0 && from < to) {
        long most = to - from < (long)sizeof block ? to - from : (long)sizeof block;
        long got = pread(in, block, most, from);
        if (got <= 0 || pwrite(out, block, got, from) != got) {
            break;
        }
        from += got;
    }
    close(in);
    close(out);
    close(guard);
}

int msync(void *at, size_t length, int flags) {
    (void)flags;
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[PATH_MAX + 200], path[PATH_MAX];
    while (maps && fgets(line, sizeof line, maps)) {
        unsigned long low, high, offset;
        unsigned long from = (unsigned long)at, to = from + length;
        if (sscanf(line, "%lx-%lx %*s %lx %*s %*s %4095[^\n]", &low, &high, &offset, path) == 4 && low < to &&
            from < high) {
            from = from < low ? low : from;
            to = to > high ? high : to;
            copy(path, from - low + offset, to - low + offset);
        }
    }
    if (maps) {
        fclose(maps);
    }
    return 0;
}

static int whole(int file) {
    char link[40], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = readlink(link, path, sizeof path - 1);
    struct stat about;
    if (length > 0 && !fstat(file, &about) && S_ISREG(about.st_mode)) {
        path[length] = 0;
        copy(path, 0, about.st_size);
    }
    return 0;
}

int fsync(int file) { return whole(file); }
int fdatasync(int file) { return whole(file); }
END
# cut NOW SHADOW RESULT SEED: writes to RESULT the content that a file has after a loss of power. NOW is a copy of the file
# as it was in the page cache when the power was lost. SHADOW is a copy of the file as it was last synced to the disk. Each
# block of 512 bytes in RESULT comes from NOW or from SHADOW, at random. SEED is the seed of the random numbers. If NOW or
# SHADOW is missing, the creation or the deletion of the file may not have reached the disk, so RESULT is created or not, at
# random. If the file is the main file of a mailbox, the boot id in RESULT is cleared, as if the machine had booted again.
cat >cut.c <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **words) {
    static char now[512], then[512];
    FILE *a = fopen(words[1], "r"), *b = fopen(words[2], "r");
    (void)count;
    srand(atoi(words[4]) * 7919 + strlen(words[3]));
    int kept_percentage = rand() % 100;
    if ((!a || !b) && rand() % 2) {
        return 0;
    }
    FILE *out = fopen(words[3], "w");
    for (long at = 0;; at += 512) {
        memset(now, 0, 512);
        memset(then, 0, 512);
        size_t n = a ? fread(now, 1, 512, a) : 0, m = b ? fread(then, 1, 512, b) : 0;
        size_t most = n > m ? n : m;
        if (most == 0) {
            break;
        }
        char *chosen = !b || (a && rand() % 100 < kept_percentage) ? now : then;
        /* Bytes 48 to 55 of a mailbox hold the id of the boot in which the mailbox was used. */
        if (at == 0 && strstr(words[3], "/box")) {
            memset(chosen + 48, 0, 8);
        }
        fwrite(chosen, 1, most, out);
    }
    return fclose(out);
}
END
    gcc -Wall -O1 -shared -fPIC -o shadow.so shadow.c
    gcc -Wall -O1 -o cut cut.c
}

# body NAME: prints a message that `intact` can check. The message consists of NAME, 60 to 4560 equal characters, and NAME
# again. Some messages are longer than a memory page.
body() {
    local filling
    printf -v filling "%0$((RANDOM % 4 * 1500 + 60))d" 0
    echo "$1:${filling//0/${1: -1}}:$1"
}
# intact MESSAGE: fails unless the message is complete, exactly as `body` has printed it.
intact() {
    local name=${1%%:*}
    [[ $1 == "$name:"*":$name" && -z ${1//["$name:${name: -1}"]/} ]] || fail "torn: ${1:0:80}..."
}

# lose_power CAPACITY SEED: simulates a loss of power while two senders and a receiver use a durable mailbox. SEED selects the
# blocks that have reached the disk. Every message whose `send` has succeeded must be in the restored mailbox, unless the
# message was received before the loss of power.
lose_power() {
    local capacity=$1 seed=$2 sender line name turn file
    local shadow=$TMPDIR/shadow after=$TMPDIR/after
    rm -rf "$shadow" "$after" reported.* taken.*
    $mq create jobs --durable "$disk" --capacity "$capacity"
    cp -r "$disk" "$shadow"
    mkdir "$after" "$after/jobs"
    export DISK=$disk SHADOW=$shadow
    # An unbounded mailbox keeps its messages in files, which are called chunks. This sender is killed at step MC2, before
    # the first chunk is on disk.
    if [[ $capacity == unbounded ]]; then
        expect_exit 137 env IPCKIT_CRASH_AT=MC2 LD_PRELOAD="$PWD/shadow.so" $mq send jobs x 2>/dev/null
    fi
    set -m
    for sender in 1 2; do
        for turn in {1..100}; do
            for line in {1..7}; do body "s$sender.$turn.$line"; done >batch.$sender
            LD_PRELOAD=$PWD/shadow.so $mq send jobs - <batch.$sender || break
            cat batch.$sender >>reported.$sender
        done 2>/dev/null &
        local loops[$sender]=$!
    done
    # This loop receives at most 3 messages every 0.2 s, so that most messages stay in the mailbox until the loss of power.
    while sleep 0.2; do
        LD_PRELOAD=$PWD/shadow.so $mq recv jobs --no-wait -n 3
    done >taken.1 2>/dev/null &
    loops[3]=$!
    set +m
    sleep $((1 + seed % 2)).$((RANDOM % 10))
    for sender in 1 2 3; do
        kill -KILL -- -${loops[sender]} 2>/dev/null || true
        wait ${loops[sender]} 2>/dev/null || true
    done
    touch reported.1 reported.2
    unset DISK SHADOW
    for file in "$disk"/jobs/* "$shadow"/jobs/*; do
        ./cut "$disk/jobs/${file##*/}" "$shadow/jobs/${file##*/}" "$after/jobs/${file##*/}" "$seed"
    done
    : >"$after/jobs/live"
    truncate -s "$(stat -c %s "$disk/jobs/live")" "$after/jobs/live"
    reboot
    rm -r "$disk"
    mv "$after" "$disk"
    $mq create jobs --durable "$disk"
    $mq recv jobs --drain --format '%d %b' >left
    while read -r name line; do
        intact "$line"
        ((name > 1)) || fail "not marked: ${line:0:80}"
    done <left
    cut -d ' ' -f 2 left | cat - taken.1 | cut -d : -f 1 | sort -u >found
    cat reported.* | cut -d : -f 1 | sort | comm -23 - found >lost
    [[ ! -s lost ]] || fail "lost with seed $seed, capacity $capacity: $(head -5 lost)"
    [[ -z $(cut -d ' ' -f 2 left | sort | uniq -d) ]] || fail "twice in the mailbox"
    # The restored mailbox accepts and delivers messages.
    for line in again and again; do
        $mq send jobs $line
        expect_equal $line "$($mq recv jobs)"
    done
    $mq rm jobs
}

# lose_power_repeatedly CAPACITY: calls lose_power with different seeds.
lose_power_repeatedly() {
    local round rounds=1
    [[ ${IPCKIT_TORTURE:-} != long ]] || rounds=40
    command -v gcc >/dev/null || {
        echo "no C compiler here: no loss of power"
        return 0
    }
    build_shadow
    for ((round = 1; round <= rounds; round++)); do lose_power "$1" $round; done
}
# slow
test_loss_of_power_with_bounded_capacity() {
    lose_power_repeatedly 64
}
# slow
test_loss_of_power_with_unbounded_capacity() {
    lose_power_repeatedly unbounded
}
