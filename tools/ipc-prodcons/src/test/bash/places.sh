# `ipc-prodcons` creates and opens buffers only in directories that it can trust. These tests use relative paths, odd
# names, directories of other users and a full file system.
. "$IPCKIT_TEST_LIB/prelude.sh"

test_invalid_names_are_usage_errors() {
    for name in '' . .. a/b '/a' '-x' "$(printf 'a\nb')" "$(printf '%0300d' 1)"; do
        code=0
        ipc-prodcons create -- "$name" 2>errors || code=$?
        [[ $code == 2 && $(wc -l <errors) == 1 ]] || fail "exit code $code for the name \"$name\": $(<errors)"
    done
}

test_ipc_dir_may_be_relative_have_blanks_or_be_absent() {
    for home in near "two words/and 'quotes'" "$PWD/far"; do
        mkdir -p "$(dirname "$home")"
        IPC_DIR=$home ipc-prodcons create jobs
        [[ -d $home/buf.jobs ]] || fail "no buffer in $home"
        seq 3 | IPC_DIR=$home ipc-prodcons put jobs
        expect_equal 3 "$(IPC_DIR=$home ipc-prodcons get jobs --drain | wc -l)"
        expect_equal 700 "$(stat -c %a "$home")"
        IPC_DIR=$home ipc-prodcons rm jobs
    done
}

test_ipc_dir_without_a_parent_is_an_error_only_for_create() {
    IPC_DIR=absent/home expect_error 73 '*absent*' ipc-prodcons create jobs
    IPC_DIR=absent/home expect_error 69 '*' ipc-prodcons get jobs
    IPC_DIR=absent/home expect_silence 0 ipc-prodcons ls
}

test_untrusted_directories_are_refused() {
    mkdir near
    ln -s near linked
    echo text >file
    mkdir -m 777 open
    for home in linked file open; do
        IPC_DIR=$home expect_error 77 '*' ipc-prodcons create jobs
    done
    chmod 1777 open
    IPC_DIR=open ipc-prodcons create jobs
    IPC_DIR=open ipc-prodcons rm jobs
}

test_a_buffer_replaced_by_a_symbolic_link_is_refused() {
    mkdir -m 700 replaced
    IPC_DIR=replaced ipc-prodcons create jobs
    mv replaced/buf.jobs elsewhere
    ln -s "$PWD/elsewhere" replaced/buf.jobs
    for command in 'get jobs' 'stat jobs'; do
        IPC_DIR=replaced expect_error 77 '*' ipc-prodcons $command
    done
}

# on_a_small_file_system: mounts a file system of 256 KiB. Expects that commands fail with the exit code 74 when the
# file system is too small or full, and that no item is lost. The caller must run this function in a separate mount
# namespace, so that no other process sees the file system.
on_a_small_file_system() {
    mount -t tmpfs -o size=256K none small
    IPC_DIR=$PWD/small/home
    expect_error 74 '*' ipc-prodcons create jobs --bytes 1M
    expect_equal "" "$(find small -mindepth 2)" "leftovers of the failed creation"
    ipc-prodcons create jobs --bytes 64K
    ipc-prodcons put jobs <<<"one"
    expect_error 74 '*' ipc-prodcons create more --bytes 1M
    expect_equal "one" "$(ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
    ipc-prodcons create jobs --unbounded --bytes 16K
    local code=0 puts=0
    while ((code == 0)); do
        seq 1000 | ipc-prodcons put jobs 2>errors || code=$?
        ((code)) || puts=$((puts + 1))
    done
    expect_equal 74 "$code"
    ((puts > 5)) || fail "only $puts thousand items fit into 256K"
    ipc-prodcons get jobs --drain | cmp - <(for ((i = 0; i < puts; i++)); do seq 1000; done)
    seq 3 | ipc-prodcons put jobs
    expect_equal 3 "$(ipc-prodcons get jobs --drain | wc -l)"
    ipc-prodcons rm jobs
    umount small
}

# This test does nothing when the user may not mount a file system.
test_a_full_file_system_is_an_error_and_loses_nothing() {
    mkdir small
    if unshare --mount true 2>/dev/null; then
        export -f on_a_small_file_system expect_error expect_exit expect_equal fail
        unshare --mount bash -euo pipefail -c 'exec {report}>&2; on_a_small_file_system'
    fi
}

readonly ann=60001 bob=60002

# as USER COMMAND...: runs a command as another user.
as() {
    setpriv --reuid="$1" --regid="$1" --clear-groups "${@:2}"
}

# needs_other_users: ends the test successfully unless this shell can run `ipc-prodcons` as another user.
needs_other_users() {
    chmod 755 .. .
    if [[ $EUID != 0 ]] || ! as $ann ipc-prodcons --help >/dev/null 2>&1; then
        exit 0
    fi
}

test_a_private_directory_keeps_other_users_out() {
    needs_other_users
    mkdir -m 700 private && chown $ann:$ann private
    IPC_DIR=$PWD/private as $ann ipc-prodcons create jobs
    IPC_DIR=$PWD/private expect_error 77 '*' as $bob ipc-prodcons get jobs
    IPC_DIR=$PWD/private as $ann ipc-prodcons rm jobs
}

# share_directory: creates a directory with the mode of /tmp and sets IPC_DIR to it. Every user may create files in this
# directory. Because of the sticky bit, other ordinary users may not remove these files.
share_directory() {
    needs_other_users
    mkdir shared && chmod 1777 shared
    export IPC_DIR=$PWD/shared
}

test_in_a_shared_directory_the_mode_decides_who_may_use_a_buffer() {
    share_directory
    as $ann ipc-prodcons create closed
    as $ann ipc-prodcons create open --mode 666
    for command in 'get closed' 'put closed' 'stat closed'; do
        expect_error 77 '*' as $bob ipc-prodcons $command </dev/null
    done
    as $bob ipc-prodcons get open >got &
    consumer=$!
    wait_until has_participants 1 open
    seq 5 | as $ann ipc-prodcons put open
    expect_exit 0 wait $consumer
    expect_equal '1 2 3 4 5' "$(xargs <got)"
    as $ann ipc-prodcons rm open closed
}

# A user with permission only to read a buffer sees its participants, but cannot open the file `live`. A user who could
# open this file could lock it, and so keep other processes from attaching.
test_in_a_shared_directory_readers_see_participants_but_cannot_lock() {
    share_directory
    ipc-prodcons create jobs --mode 644
    expect_equal 600 "$(stat -c %a shared/buf.jobs/live)"
    ipc-prodcons get jobs --follow &
    consumer=$!
    states() {
        as $bob ipc-prodcons stat jobs --json | jq -r '.participants[].state'
    }
    wait_until eval '[[ $(states) == alive ]]'
    expect_error 77 '*' as $bob ipc-prodcons get jobs --no-wait
    kill -KILL $consumer
    expect_exit 137 wait $consumer
    expect_equal dead "$(states)"
    ipc-prodcons rm jobs
}

# The owner removes a buffer even if its permissions forbid the owner to write.
test_in_a_shared_directory_only_the_owner_removes_a_buffer() {
    share_directory
    as $ann ipc-prodcons create closed --mode 400
    as $ann ipc-prodcons create open --mode 666
    expect_error 77 '*' as $bob ipc-prodcons rm open
    expect_error 77 '*' as $bob ipc-prodcons rm closed
    expect_exit 0 as $bob ipc-prodcons ls >got
    grep -q '^open' got || fail "ls of another user: $(<got)"
    as $bob ipc-prodcons create bobs
    expect_error 73 '*' as $ann ipc-prodcons create bobs
    as $bob ipc-prodcons rm bobs
    expect_silence 0 as $bob ipc-prodcons gc
    as $ann ipc-prodcons rm open closed
}

# belongs_to_bob COMMAND...: expects that the command fails for the user ann because a directory belongs to bob.
belongs_to_bob() {
    expect_error 77 '*belongs to another user' as $ann "$@"
}

test_no_object_is_created_in_the_home_of_another_user() {
    needs_other_users
    mkdir theirs && chown $bob:$bob theirs && chmod 1777 theirs
    export IPC_DIR=$PWD/theirs
    belongs_to_bob ipc-prodcons create jobs
    belongs_to_bob ipc-prodcons put --create jobs </dev/null
    belongs_to_bob ipc-mq create jobs
    belongs_to_bob ipc-mq recv --as jobs --no-wait
    belongs_to_bob ipc-shm create jobs --size 4K
    expect_equal "" "$(ls -A theirs)"
}

test_objects_are_opened_in_the_home_of_their_owner() {
    needs_other_users
    mkdir theirs && chown $bob:$bob theirs && chmod 1777 theirs
    export IPC_DIR=$PWD/theirs
    as $bob ipc-prodcons create jobs --mode 666
    as $ann ipc-prodcons put jobs <<<x
    expect_equal x "$(as $bob ipc-prodcons get jobs --drain)"
    mkdir -m 755 theirs/buf.planted
    cp -r theirs/buf.jobs/. theirs/buf.planted
    chown -R 60003:60003 theirs/buf.planted
    belongs_to_bob ipc-prodcons put planted </dev/null
    rm -r theirs/buf.planted
    as $bob ipc-prodcons rm jobs
}

test_a_home_below_a_directory_of_another_user_is_refused() {
    needs_other_users
    mkdir -p theirs/home && chown $ann:$ann theirs/home && chown $bob:$bob theirs
    IPC_DIR=$PWD/theirs/home belongs_to_bob ipc-prodcons create jobs
    ln -s theirs/home link
    mkdir theirs/home/deeper && chown $ann:$ann theirs/home/deeper
    IPC_DIR=$PWD/link/deeper belongs_to_bob ipc-mq create jobs
    expect_equal "" "$(ls -A theirs/home/deeper)"
}

test_data_is_not_kept_in_directories_of_other_users() {
    share_directory
    mkdir theirs && chown $bob:$bob theirs && chmod 1777 theirs
    belongs_to_bob ipc-prodcons create jobs --unbounded --dir theirs
    belongs_to_bob ipc-mq create jobs --durable theirs
    expect_equal "" "$(ls -A theirs shared | grep -v :)"
}

test_other_users_cannot_replace_a_buffer_in_a_shared_directory() {
    share_directory
    as $bob mkdir shared/buf
    as $ann ipc-prodcons create jobs
    ! as $bob mv shared/buf.jobs shared/buf.old 2>errors || fail "another user renamed the buffer"
    as $ann ipc-prodcons put jobs <<<secret
    expect_equal secret "$(as $ann ipc-prodcons get jobs --drain)"
    as $ann ipc-prodcons rm jobs
    rmdir shared/buf
}
