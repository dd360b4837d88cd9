# lane: kernel
# With the option --trace, each verb of `ipc-shm` reports its steps on stderr. Its output on stdout is the same as without
# the option. The reports of attach and detach show the same address, and the address of an access lies in the segment.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

# traced WORD...: runs `ipc-shm WORD...` with --trace. Writes stdout to the file `out`, stderr to the file `told`, and the
# reported steps to the file `steps`, in the form that read_steps describes.
traced() {
    local word words=() trace=--trace
    for word; do
        [[ $word == -- ]] && words+=($trace) && trace=
        words+=("$word")
    done
    ipc-shm "${words[@]}" $trace >out 2>told
    read_steps
    local lines line
    mapfile -t lines <told
    [[ $lines =~ ^ipc-shm\[[0-9]+\]:\  ]] || fail "$lines"
    for line in "${lines[@]}"; do
        [[ $line == "$BASH_REMATCH"* ]] || fail "not of the process that reported \"$lines\": $line"
    done
}

# read_steps: copies the reported steps from the file `told`, which holds the stderr of `ipc-shm`, to the file `steps`.
# Removes the prefix with the process id from each line, and replaces the blanks after the name of the step by one
# blank.
read_steps() {
    sed 's/^[^:]*: //; s/  */ /' told >steps
}

# expect_steps PATTERN...: expects that the file `steps` has one line for each pattern, in the same order, and that each
# line matches its pattern.
expect_steps() {
    local line pattern
    exec {told}<steps
    for pattern in "$@"; do
        read -r line <&$told || fail "no line for $pattern"
        # shellcheck disable=SC2053 # the right side is a pattern
        [[ $line == $pattern ]] || fail "'$line' is not $pattern"
    done
    ! read -r line <&$told || fail "one more line: $line"
    exec {told}<&-
}

# expect_access PATTERN: expects three steps in the file `steps`. The first step attaches the segment. The second step
# is an access that matches PATTERN, at an address in the segment. The third step detaches the segment from the address
# at which it was attached.
expect_access() {
    expect_steps "attach $name at 0x*: 4096 bytes to read*" "access $name at 0x*: $1" \
        "detach $name from 0x**"
    local lines from to place
    mapfile -t lines <steps
    from=$(address_in "${lines[0]}" at)
    place=$(address_in "${lines[1]}" at)
    to=$(address_in "${lines[2]}" from)
    expect_equal "$from" "$to"
    ((place >= from && place < from + 4096)) || fail "$place is not in the segment at $from"
}

# address_in LINE WORD: prints the address that follows the word in the line.
address_in() {
    [[ $1 =~ \ $2\ (0x[0-9a-f]+) ]] && echo "${BASH_REMATCH[1]}"
}

# calls SCHEME: sets the array `calls` to the names of the system calls for a segment of the scheme, in this order: create,
# attach, detach, read the status, change the permissions, remove.
calls() {
    case $1 in
    sysv) calls=('(shmget)' '(shmat)' '(shmdt)' '(shmctl IPC_STAT)' '(shmctl IPC_SET)' '(shmctl IPC_RMID)') ;;
    posix) calls=('(as shm_open)' '(as mmap)' '(as munmap)' '(as fstat)' '(as fchmod)' '(as shm_unlink)') ;;
    local) calls=('(as shmget)' '(as shmat)' '(as shmdt)' '(as shmctl IPC_STAT)' '(as shmctl IPC_SET)' '(as shmctl IPC_RMID)') ;;
    esac
}

test_create_and_rm() {
    for scheme in local posix sysv; do
        use_scheme $scheme
        calls $scheme
        traced create $name --size 4K
        expect_steps "create $name: 4096 bytes, mode 0600, id $(<out) ${calls[0]}"
        traced ls --scheme $scheme
        [[ $(grep -F "$name:" steps) == "control $name: 4096 bytes, mode 0600"* ]] || fail "$(<steps)"
        traced rm $name
        expect_steps "control $name: removed ${calls[5]}"
    done
}

access_bytes() {
    calls $scheme
    printf 'Hello\n' | ipc-shm write $name --trace 2>told
    read_steps
    expect_access 'written 6 bytes: "Hello\\x0a"'
    [[ $(head -n 1 steps) == *"to read and write"*"${calls[1]}" ]] || fail "$(<steps)"
    [[ $(tail -n 1 steps) == *"${calls[2]}" ]] || fail "$(<steps)"
    traced print $name
    expect_equal Hello "$(<out)"
    expect_access 'read 6 bytes: "Hello\\x0a"'
    # The report of `read` says "read" or "copied from file to file". The asterisk matches both.
    traced read $name --length 5
    expect_access '* 5 bytes: "Hello"'
    traced read $name out2 --offset 1 --length 2
    expect_access '* 2 bytes: "el"'
    traced write $name out2
    expect_access 'written 2 bytes: "el"'
    traced fill $name 0x41 --offset 4000
    expect_access 'written 96 bytes: "AAAAAAAAAAAAAAAA"...'
    traced dump $name --offset 4000 --length 4
    expect_access 'read 4 bytes: "AAAA"'
}
test_bytes() {
    for_each_scheme 4K access_bytes
}

access_cells() {
    traced cell set $name 2048 -5
    expect_access 'cell set to -5'
    traced cell add $name 2048 10
    expect_access 'cell added to, is 5'
    traced cell cas $name 2048 5 6
    expect_access 'cell swapped'
    expect_exit 1 ipc-shm cell cas $name 2048 5 7 --trace 2>told
    read_steps
    expect_access 'cell is another, not swapped'
    traced cell get $name 2048 --type u32
    expect_equal 6 "$(<out)"
    expect_access 'cell is 6'
    traced cell bench $name 2048 --time 2ms
    expect_access 'cell added to, is *'
    traced cell wait $name 2048 --until '> 5'
    expect_steps 'attach *' 'access *: cell awaited to become > 5' 'access *: cell has become > 5' 'detach *'
}
test_cells() {
    for_each_scheme 4K access_cells
}

show_and_change() {
    calls $scheme
    traced stat $name
    expect_steps "control $name: 4096 bytes, mode 0600* ${calls[3]}"
    traced chmod 640 $name
    expect_steps "control $name: mode 0640 ${calls[4]}"
}
test_stat_and_chmod() {
    for_each_scheme 4K show_and_change
}

run_commands() {
    calls $scheme
    # `attach` and `lock` report all steps before they start the command. The command usually replaces the process of
    # `ipc-shm`, which can then report nothing.
    traced attach $name -- echo done
    expect_equal done "$(<out)"
    expect_steps "attach $name for the command* ${calls[1]}" "detach $name by the kernel* ${calls[2]}"
    if [[ $scheme != sysv ]]; then
        traced lock $name -- echo done
        expect_equal done "$(<out)"
        expect_steps "lock $name: locked; *"
        traced lock $name --slots 2 -- echo done
        expect_steps "lock $name: locked, in one of 2 slots; *"
    fi
}
test_commands() {
    for_each_scheme 4K run_commands
}

fail_after_attach() {
    expect_exit 65 ipc-shm cell get $name 4096 --trace 2>told
    expect_equal 3 "$(wc -l <told)"
    expect_equal "ipc-shm: segment $name: 8 bytes at 4096 reach beyond its 4096 bytes" "$(tail -n 1 told)"
}
test_failure_comes_after_the_steps() {
    for_each_scheme 4K fail_after_attach
}

test_features_of_local_segments() {
    traced create --private --size 10
    expect_steps "create $(<out): 10 bytes, mode 0600, id $(<out) (as shmget)"
    ipc-shm rm "$(<out)"
    ipc-shm create scores --size 10 >id
    traced pin scores
    expect_steps 'attach scores by process *, which stays; nattch 1'
    traced print scores
    expect_steps 'attach *; nattch 2 *' 'access * read 0 bytes' 'detach *; nattch 1 *'
    traced rm scores
    expect_steps 'control scores: removed; its memory stays until 1 process detaches *'
    traced unpin scores
    expect_steps 'detach scores: pins ended: 1'
    traced gc
    expect_steps "control scores: $IPC_DIR/.old-shm.scores-* deleted"
}

test_steps_that_cannot_be_written_are_a_failure() {
    create_fixture scores 4K
    expect_exit 74 ipc-shm stat scores --trace >out 2>/dev/full
    expect_exit 0 ipc-shm stat scores >out 2>/dev/full
}
