# lane: kernel
# `ipc-shm tour` shows the life of a segment with five processes, one of which ends by SIGSEGV. The tour leaves no process and
# no segment, even if a signal or a closed output ends it early.
. "$IPCKIT_TEST_LIB/prelude.sh"

# no_leftovers TOUR: succeeds if no process and no segment of the tour is left. TOUR is the process ID of the tour. The
# file `story` holds the output of the tour.
no_leftovers() {
    local id
    id=$(sed -n 's/^ *P .*create .*sysv:.*, id \([0-9]*\) .*/\1/p' story)
    [[ -z $(pgrep -f "visit .*tour-$1\$") && ! -e /dev/shm/tour-$1 && -z $(find "$IPC_DIR" -mindepth 1) ]] &&
        ! awk '{print $2}' /proc/sysvipc/shm | grep -qx "${id:-none}"
}

tells_the_story() { # SCHEME: runs the tour with a segment of the scheme and checks its output
    ipc-shm tour --scheme $1 >story 2>errors &
    tour=$!
    expect_exit 0 wait $tour
    expect_equal "" "$(<errors)"
    expect_equal 7 "$(grep -c '^[1-7]\. ' story)" "chapters"

    # The process of the tour starts five processes, which the output names A, B, C, D and P.
    expect_equal "A B C D P " "$(awk '/^ / {print $1}' story | sort -u | tr '\n' ' ')"
    expect_equal 5 "$(awk '/^ / {print $2}' story | grep -v "^$tour$" | sort -u | wc -l)" "processes"

    # Process C reads at the address at which process A has attached the segment, and ends by SIGSEGV. Process D reads
    # at the address at which D itself has attached the segment, and gets the text.
    address=$(sed -n 's/^ *A [0-9]* *attach .* at \(0x[0-9a-f]*\): .*/\1/p' story)
    grep -q "^ *C [0-9]* *access *pointer $address: reading 5 bytes$" story || fail "$(<story)"
    grep -q "^ *C [0-9]* *ended by signal 11: segmentation fault$" story || fail "$(<story)"
    address=$(sed -n 's/^ *D [0-9]* *attach .* at \(0x[0-9a-f]*\): .*/\1/p' story)
    grep -q "^ *D [0-9]* *access *pointer $address: read \"Hello\"$" story || fail "$(<story)"
    expect_equal 3 "$(grep -c '^ *B .*read 5 bytes: "Hello"$' story)" "how often B reads, at last after the removal"
    [[ $(tail -n 1 story) == *" no such segment: "* ]] || fail "$(tail -n 1 story)"
    wait_until no_leftovers $tour
}

test_local_segment() {
    tells_the_story local
}
test_posix_segment() {
    tells_the_story posix
}
test_system_v_segment() {
    tells_the_story sysv
}

test_closed_output_ends_the_tour() {
    for scheme in local posix sysv; do
        statuses=$(ipc-shm tour --scheme $scheme 2>errors | head -n 4 >story; echo "${PIPESTATUS[*]}") || true
        expect_equal "141 0" "$statuses"
        expect_equal "" "$(<errors)"
    done
}

has_told() { # TOUR LINES: succeeds if the tour has printed at least LINES lines or has ended
    has_lines story $2 || not alive $1
}

# kill_tour SIGNAL one|all SCHEME LINES: starts a tour and waits until it has printed LINES lines. Then sends SIGNAL to the
# main process of the tour (one) or to its process group (all), and waits until no process and no segment of the tour is left.
kill_tour() {
    local signal=$1 target=$2 scheme=$3 lines=$4 tour
    : >story
    setsid env --default-signal=INT ipc-shm tour --scheme $scheme >story 2>errors &
    tour=$!
    wait_until has_told $tour $lines
    has_lines story $lines || fail "the tour has ended early: $(<errors)"
    # The tour may have ended before the signal is sent, so a failure of kill is ignored.
    if [[ $target == one ]]; then
        kill -$signal $tour 2>/dev/null || true
    else
        kill -$signal -- -$tour 2>/dev/null || true
    fi
    wait $tour 2>/dev/null || true
    wait_until no_leftovers $tour
}
# kill_tours SIGNAL: starts the demonstration `ipc-shm tour` for segments of ipckit, of POSIX and of System V, and ends each
# tour by SIGNAL after it has printed a few lines. For some tours, the test sends SIGNAL to the main process, and for the
# other tours to the process group. The test sends KILL only to main processes.
kill_tours() {
    local targets='one all'
    [[ $1 != KILL ]] || targets=one
    for target in $targets; do
        for lines in 1 3 7; do
            kill_tour $1 $target local $lines
        done
        kill_tour $1 $target posix 4
        kill_tour $1 $target sysv 4
    done
}

# slow
test_int_leaves_nothing() {
    kill_tours INT
}
# slow
test_term_leaves_nothing() {
    kill_tours TERM
}
# slow
test_hup_leaves_nothing() {
    kill_tours HUP
}
# slow
test_kill_leaves_nothing() {
    kill_tours KILL
}
