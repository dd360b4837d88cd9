# `ipc-chain pipe --restart` restarts a crashed stage and gives it the unacknowledged lines again. The output of the
# pipeline is byte for byte the same as without a crash, whichever stage is killed, and whenever it is killed.
. "$IPCKIT_TEST_LIB/prelude.sh"

# killer FILE COUNT: reads a process ID from each of the first COUNT lines of FILE, waits for 0 to 9 ms after each line,
# and kills the process.
killer() {
    local done=0 pid
    while ((done < $2)); do
        mapfile -t -s $done -n 1 pid <"$1"
        if [[ ${pid-} ]]; then
            sleep "0.00$((RANDOM % 10))"
            kill -9 "$pid" 2>/dev/null || true
            ((done += 1))
        else
            sleep 0.002
        fi
    done
    echo "$done" >killed
}

# slow
test_forty_kills_change_no_byte_of_the_output() {
    # The stage writes its process ID to the file from which `killer` reads. sed buffers its output, so a killed stage
    # loses output lines, and the restarted stage must write these lines again.
    cat >filter <<'END'
echo $$ >>"$1"
exec sed 's/^/<&/;s/$/>/'
END
    # The source runs until the last kill, so even on a fast machine the pipeline does not end before 40 kills.
    cat >source <<'END'
i=0
until [ -e killed ]; do
    i=$((i + 1))
    echo "line $i of the source"
done
printf 'the last line has no newline'
END
    : >pids
    killer pids 40 &
    expect_exit 0 ipc-chain pipe --restart 40 -- sh source ::: tee given ::: sh filter pids ::: cat >out 2>news
    wait_all
    expect_equal 40 "$(<killed)" "kills"
    sed 's/^/</;s/$/>/' given >expected
    expect_same_bytes expected out
    expect_equal 40 "$(grep -c '^ipc-chain: stage 3 (sh): killed by KILL; restarted from line [0-9]*$' news)" \
        "reported restarts"
}

# make_input: creates the file `input` with a line longer than the capacity of a pipe, a line with zero bytes, empty
# lines, and a last line without a newline.
make_input() {
    {
        seq 1 50
        head -c 300000 /dev/zero
        printf '\n%0200000d\n\n\n\0a\0\nlast' 0
    } >input
}
# make_once: creates the script `once`, which a stage runs as `sh once N`. The first process of the stage copies N
# lines, writes a part of a line, and kills itself. The next process of the stage copies its input to its output.
make_once() {
    cat >once <<'END'
if [ ! -e "died$IPC_INDEX" ]; then
    : >"died$IPC_INDEX"
    head -n "$1"
    printf 'in part'
    kill -9 $$
fi
exec cat
END
}

test_two_crashing_stages_lose_no_line_of_any_kind() {
    make_input
    make_once
    local lines
    for lines in 0 7 50 51 53; do
        rm -f died*
        expect_exit 0 ipc-chain pipe --restart 1 -- cat ::: sh once $lines ::: sh once $lines ::: cat <input >out 2>news
        expect_same_bytes input out
        expect_equal 2 "$(grep -c "killed by KILL; restarted from line $((lines + 1))$" news)" "reported restarts"
    done
}

test_a_nonzero_exit_status_is_a_crash_and_quiet_hides_its_restart() {
    make_input
    make_once
    sed -i 's/kill -9 \$\$/exit 9/' once
    expect_silence 0 ipc-chain pipe -q --via buffer --restart 1 -- cat ::: sh once 3 <input >out
    expect_same_bytes input out
}

test_a_stage_that_crashes_too_often_fails_after_its_answers() {
    expect_exit 9 ipc-chain pipe --restart 4 -- seq 100 ::: sh -c 'read -r x; echo "$x"; exit 9' ::: cat >out 2>news
    expect_equal "1 2 3 4 5" "$(echo $(<out))" "answers"
    expect_equal 5 "$(wc -l <news)" "messages"
}

test_a_stage_that_crashes_too_often_cuts_no_other_stage_off() {
    expect_exit 9 ipc-chain pipe --restart 1 -- seq 100 ::: sh -c 'read -r x; echo "$x"; exit 9' ::: \
        sh -c 'while read -r x; do until [ "$(wc -l <news)" -ge 2 ]; do sleep 0.05; done; echo "$x"; done' >out 2>news
    expect_equal "1 2" "$(echo $(<out))" "answers"
}

test_an_accepted_status_is_no_crash() {
    expect_silence 0 ipc-chain pipe --restart 4 --accept 2=9 -- seq 3 ::: sh -c 'cat; exit 9' ::: cat >out
    expect_equal "1 2 3" "$(echo $(<out))" "answers"
}

test_the_first_stage_is_never_restarted() {
    expect_error 7 "stage 1 (sh): exit status 7" ipc-chain pipe --restart 4 -- sh -c 'echo x; exit 7' ::: cat >out
}

test_a_stage_without_one_line_per_line_ends_with_76() {
    expect_error 76 "stage 2 (head): ended after 3 lines*" ipc-chain pipe --restart 4 -- seq 10 ::: head -3 >out
    expect_error 76 "stage 2 (sed): more answers than lines*" ipc-chain pipe --restart 4 -- seq 10 ::: sed p >out
}

test_a_closed_output_ends_the_pipeline_with_141() {
    { expect_silence 141 ipc-chain pipe --restart 4 -- yes ::: cat; echo done >closed; } | head -1 >out
    wait_until test -e closed
}

test_a_full_disk_is_an_error() {
    expect_error 74 "*" ipc-chain pipe --restart 4 -- seq 10 ::: cat >/dev/full
}

# A crashed stage can leave a child that still writes to the output of the stage. `ipc-chain pipe` ends that child
# before it restarts the stage.
test_children_of_a_crashed_stage_end_before_its_restart() {
    cat >parent <<'END'
[ ! -e child ] || exec cat
trap '' TERM
sleep 300 &
echo $$ >mother
echo $! >child
read -r never <idle
END
    mkfifo idle
    (
        wait_until test -s child
        kill -9 "$(<mother)"
    ) &
    expect_silence 0 ipc-chain pipe -q --kill-after 100ms --restart 1 -- \
        sh -c 'seq 5; until [ -e gone ]; do sleep 0.01; done' ::: sh parent >out &
    local chain=$!
    wait_until test -s child
    wait_until not alive "$(<child)"
    : >gone
    expect_exit 0 wait $chain
    expect_equal "1 2 3 4 5" "$(echo $(<out))" "answers"
}
