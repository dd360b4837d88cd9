# `stat`, `peek`, `explain` and `ls` show a buffer and do not change it. `run` checks that its demonstration consumes
# each item once, and `bench` measures the speed of buffers and pipes.
. "$IPCKIT_TEST_LIB/buffers.sh"

# shows PATTERN: expects that a line of `stat jobs` begins with the pattern. A single blank of the pattern stands for
# the blanks between two columns.
shows() {
    ipc-prodcons stat jobs | tr -s ' ' >shown
    grep -q "^$1" shown || fail "stat does not show \"$1\":"$'\n'"$(<shown)"
}

test_69_for_an_absent_buffer() {
    expect_silence 0 ipc-prodcons ls
    for verb in stat peek explain; do
        expect_error 69 'no such buffer: jobs' ipc-prodcons $verb jobs
    done
}

test_ls_lists_all_buffers() {
    use_buffer jobs --slots 4
    use_buffer other --unbounded
    expect_equal $'jobs\nother' "$(ipc-prodcons ls | grep -o '^[a-z]*' | grep -v -i name)"
    expect_equal 2 "$(ipc-prodcons ls --json | grep -c '^{.*}$')"
}

test_stat_shows_in_and_out_modulo_buffer_size() {
    use_buffer jobs --slots 4
    shows 'state EMPTY'
    expect_error 75 '*' ipc-prodcons peek jobs
    seq 3 | ipc-prodcons put jobs
    shows 'state FULL'
    shows 'in 3 '
    expect_equal $'1\n2' "$(ipc-prodcons peek jobs -n 2)"
    expect_equal 1 "$(ipc-prodcons get jobs -n 1)"
    seq 4 4 | ipc-prodcons put jobs
    shows 'in 0 '
    shows 'out 1 '
    expect_equal $'2\n3\n4' "$(ipc-prodcons peek jobs)" "items after peek"
    [[ $(ipc-prodcons stat jobs --json) == '{'*'"state":"full"'*'}' ]] || fail "$(ipc-prodcons stat jobs --json)"
    ipc-prodcons explain jobs | grep -q '^full; no consumer' || fail "$(ipc-prodcons explain jobs)"
}

test_stat_and_explain_name_waiting_and_stopped_processes() {
    use_buffer jobs --slots 4
    seq 2 4 | ipc-prodcons put jobs
    ipc-prodcons get jobs -- bash -c 'cat; echo $$ >begun; exec sleep 600' >got &
    consumer=$!
    wait_until test -s begun
    seq 5 9 | ipc-prodcons put jobs &
    producer=$!
    wait_until has_participants 2 jobs
    wait_until eval 'ipc-prodcons stat jobs | grep "$producer" | grep -q room'
    ipc-prodcons stat jobs | grep -q "consumer.*$consumer" || fail "the consumer is not shown"
    kill -STOP $consumer
    wait_until eval 'ipc-prodcons explain jobs | grep "$consumer" | grep -q stopped'
    expect_equal 3 "$(ipc-prodcons peek jobs -n 1)" "the oldest item that is not claimed"
    expect_equal 2 "$(ipc-prodcons peek jobs -n 1 --claimed)"
    kill -KILL $consumer
    expect_exit 137 wait $consumer
    # The consumer was killed, but its command is still running, so the test ends this command.
    kill "$(<begun)"
    expect_equal '2 3 4 5 6 7 8 9' "$(ipc-prodcons get jobs | sort | xargs)"
    wait_all
    ipc-prodcons stat jobs --json | grep -q '"redelivered": *1' || fail "$(ipc-prodcons stat jobs --json)"
}

test_watch_ends_with_its_reader_and_with_the_buffer() {
    ipc-prodcons create jobs
    expect_exit 141 ipc-prodcons stat jobs --watch --interval 50ms > >(head -n 1 >/dev/null)
    ipc-prodcons stat jobs --watch --json --interval 50ms >watched &
    wait_until test -s watched
    ipc-prodcons rm jobs
    wait $! || expect_equal 69 $?
    expect_silence 0 ipc-prodcons gc
}

test_the_demonstration_checks_itself() {
    expect_exit 0 ipc-prodcons run --producers 3 --consumers 2 --items 30 --slots 3 --speed 1000/s >demo
    expect_exit 0 ipc-prodcons run --producers 2 --consumers 2 --items 12 --speed 1000/s --trace --svg ring.svg >demo
    grep -q 'in = ' demo || fail "the trace shows no step"
    [[ $(<ring.svg) == *'<svg'*'</svg>'* ]] || fail "no picture"
}

test_the_demonstration_survives_a_crash_and_shows_the_classic_mistake() {
    expect_exit 0 ipc-prodcons run --items 20 --speed 1000/s --crash-at P4 >demo
    expect_exit 0 ipc-prodcons run --items 20 --speed 1000/s --crash-at C6:2 --json >demo
    ipc-prodcons run --items 100 --without-lock --speed 1000/s >demo || expect_equal 1 $?
}

# After a signal has ended the benchmark, no process of the benchmark may print a message. The command substitution ends
# only when all these processes have closed standard error, so `errors` contains every message.
test_a_benchmark_that_a_signal_ends_prints_no_late_line() {
    local errors
    errors=$(
        env --default-signal=TERM ipc-prodcons bench --only pipe --time 1h 2>&1 >/dev/null &
        wait_until eval 'pgrep -P "$(pgrep -P $!)" >/dev/null'
        kill $!
    )
    expect_equal "" "$errors"
}

test_the_benchmark_measures_each_mechanism() {
    expect_exit 0 ipc-prodcons bench --size 64 --only ring --only pipe --rounds 1 --time 5ms >figures
    grep -q ring figures || fail "$(<figures)"
    expect_exit 0 ipc-prodcons bench --size 1K --only fifo --only shared --rounds 1 --time 5ms --json >figures
    expect_equal 3 "$(grep -c '^{.*}$' figures)" "JSON objects"
}

# The test sets IPC_DIR to a path that has more bytes than the address of a UNIX socket may have.
test_the_benchmark_measures_sockets_and_queues_of_the_kernel() {
    local home
    home=$IPC_DIR/$(printf '%0120d' 0)
    IPC_DIR=$home ipc-prodcons bench --size 64,64K --only socket --only posix --only sysv --rounds 1 --time 5ms >figures 2>errors ||
        grep 'this kernel has no' errors || fail "$(<errors)"
    [[ -s errors ]] || expect_equal '64 UNIX,64 POSIX,64 System,65536 UNIX' "$(awk '/^ *[0-9]/ { print $1, $2 }' figures | paste -sd ,)"
    expect_error 2 'an item of a POSIX queue has at most 8192 bytes*' ipc-prodcons bench --only posix --size 64K
    rm -r "$home"
}

# A System V queue remains until a process removes it. The kernel's table shows the pids of the last sender and receiver of
# each queue.
test_a_killed_benchmark_leaves_no_queues() {
    local server pid
    [[ -e /proc/sysvipc/msg ]] || exit 0
    set -m
    ipc-prodcons bench --only sysv --time 1h >out 2>&1 &
    pid=$!
    set +m
    wait_until eval '[[ -n $(pgrep -f "[b]ench-server sysv $IPC_DIR") ]]'
    server=$(pgrep -f "[b]ench-server sysv $IPC_DIR")
    wait_until uses_queues "$server"
    kill -KILL -- -$pid
    wait $pid || expect_equal 137 $?
    wait_until not uses_queues "$server"
    wait_until not alive "$server"
    ipc-prodcons gc >collected
}
# uses_queues PID: succeeds if the process is the last sender or the last receiver of a System V queue.
uses_queues() {
    awk -v pid="$1" '$6 == pid || $7 == pid { found = 1 } END { exit !found }' /proc/sysvipc/msg
}

# At a terminal, `get` erases the progress line before it writes items, and erases no item.
test_progress_does_not_mix_with_items() {
    command -v script >/dev/null || exit 0
    use_buffer jobs
    mkfifo keys
    echo 'ipc-prodcons get jobs --follow --count 3' >get
    at_terminal keys get &
    exec {keyboard}>keys
    for number in 1 2; do
        echo "item $number" | ipc-prodcons put jobs
        wait_until grep -qE ", $number items?, " terminal
    done
    echo "item 3" | ipc-prodcons put jobs
    expect_exit 0 wait $!
    exec {keyboard}>&-
    expect_equal "item 1,item 2,item 3" "$(tr -d '\r' <terminal | sed 's/.*\x1b\[K//' | grep '^item' | paste -sd ,)"
}

# While the user types items at a terminal, `put` shows no progress line, which would overwrite the typed text.
test_put_shows_no_progress_while_items_are_typed() {
    command -v script >/dev/null || exit 0
    use_buffer jobs
    mkfifo keys
    echo 'ipc-prodcons put jobs' >put
    at_terminal keys put &
    exec {keyboard}>keys
    printf 'a\nb' >&$keyboard
    wait_until has_participants 1 jobs
    # If `put` showed a progress line, the line would appear during this sleep.
    sleep 0.6
    printf '\n\004' >&$keyboard
    expect_exit 0 wait $!
    exec {keyboard}>&-
    not grep -qE 'items?, ' terminal || fail "$(<terminal)"
    expect_equal $'a\nb' "$(ipc-prodcons get jobs --drain)"
}
