# The tour: real processes, a real fault; and nothing is left behind however it ends.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# nothing_of TOUR: whether neither a process of it is there nor its segment; for wait_until.
nothing_of() {
    local id
    id=$(sed -n 's/^ *P .*create .*sysv:.*, id \([0-9]*\) .*/\1/p' told)
    [[ -z $(pgrep -f "visit .*tour-$1 ") && ! -e /dev/shm/tour-$1 && -z $(find "$IPC_DIR" -mindepth 2) ]] &&
        ! awk '{print $2}' /proc/sysvipc/shm | grep -qx "${id:-none}"
}

for scheme in local posix sysv; do
    ipc-shm tour --scheme $scheme >told 2>errors &
    tour=$!
    expect_exit 0 wait $tour
    expect_equal "" "$(<errors)"
    expect_equal 7 "$(grep -c '^[1-7]\. ' told)" "chapters"

    # Five processes, none of them this tour's own.
    expect_equal "A B C D P " "$(awk '/^ / {print $1}' told | sort -u | tr '\n' ' ')"
    expect_equal 5 "$(awk '/^ / {print $2}' told | grep -v "^$tour$" | sort -u | wc -l)" "processes"

    # C reads where A has the segment, and is ended; D reads where it has it itself, and is not.
    address=$(sed -n 's/^ *A [0-9]* *attach .* at \(0x[0-9a-f]*\): .*/\1/p' told)
    grep -q "^ *C [0-9]* *access *pointer $address: reading 5 bytes$" told || fail "$(<told)"
    grep -q "^ *C [0-9]* *ended by signal 11: segmentation fault$" told || fail "$(<told)"
    address=$(sed -n 's/^ *D [0-9]* *attach .* at \(0x[0-9a-f]*\): .*/\1/p' told)
    grep -q "^ *D [0-9]* *access *pointer $address: read \"Hello\"$" told || fail "$(<told)"
    expect_equal 3 "$(grep -c '^ *B .*read 5 bytes: "Hello"$' told)" "what B reads, at last when it is removed"
    [[ $(tail -n 1 told) == *" no such segment: "* ]] || fail "$(tail -n 1 told)"
    wait_until nothing_of $tour

    # Nobody reads it to the end.
    statuses=$(ipc-shm tour --scheme $scheme 2>errors | head -n 4 >told; echo "${PIPESTATUS[*]}") || true
    expect_equal "141 0" "$statuses"
    expect_equal "" "$(<errors)"

    # It is killed, alone or with its processes, at any moment.
    for signal in INT TERM HUP KILL; do
        for lines in $([[ $scheme == local ]] && echo 1 3 7 || echo 4); do
            for whom in one all; do
                : >told
                setsid env --default-signal=INT ipc-shm tour --scheme $scheme >told 2>errors &
                tour=$!
                wait_until has_lines told $lines
                if [[ $signal == KILL || $whom == one ]]; then
                    kill -$signal $tour 2>/dev/null || true # it may be over
                else
                    kill -$signal -- -$tour 2>/dev/null || true
                fi
                wait $tour 2>/dev/null || true
                wait_until nothing_of $tour
            done
        done
    done
done
