# Every verb that runs for a long time can be a daemon. A daemon reads the file of --input and writes the file of --output.
# If such a file is a FIFO, the daemon continues when the process at the other end of the FIFO ends, and no data is lost.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"
. "$IPCKIT_TEST_LIB/daemons.sh"

# A pool of workers reads the FIFO `in` and writes the FIFO `out`. For each of three lines, the test
# opens both FIFOs and closes them again.
test_workers_outlive_the_processes_at_both_ends_of_fifos() {
    mkfifo in out
    ipc-fan serve -k -j 2 --daemon pool --input in --output out -- sed -u 's/^/got /'
    for i in 1 2 3; do
        echo "$i" >in
        IFS= read -r line <out
        expect_equal "got $i" "$line"
    done
    $mq daemon stop pool
    expect_status 3 stopped pool
}

# A pipeline appends its output to a regular file. It does so after a restart, too.
test_a_pipeline_appends_to_a_file() {
    mkfifo in
    echo before >out
    ipc-chain pipe --daemon lines --input in --output out -- sed -u s/a/b/ ::: cat
    echo a1 >in
    wait_until has_lines out 2
    echo a2 >in
    wait_until has_lines out 3
    ipc-chain daemon restart lines
    echo a3 >in
    wait_until has_lines out 4
    $mq daemon stop lines
    expect_equal 'before b1 b2 b3' "$(echo $(<out))"
}

# Two daemons write items and messages to FIFOs. Each FIFO has three readers, one after the other.
# The first reader reads only a part of a line. Bytes that a reader has not read stay in the FIFO
# for the next reader, so no item is lost.
test_receivers_outlive_the_readers_of_their_output() {
    mkfifo items messages
    ipc-prodcons create buffer
    create box
    ipc-prodcons get buffer --follow --daemon getter --output items
    $mq recv box --follow --daemon receiver --output messages
    seq 11 20 | ipc-prodcons put buffer
    seq 11 20 | $mq send box -
    for fifo in items messages; do
        IFS= read -r -N 2 line <$fifo
        expect_equal 11 "$line" $fifo
        IFS= read -r line <$fifo
        expect_equal '' "$line" $fifo
        exec {reader}<$fifo
        for i in {12..20}; do
            IFS= read -r line <&$reader
            expect_equal $i "$line" $fifo
        done
        exec {reader}<&-
    done
    ipc-fan daemon stop getter receiver
    ipc-prodcons rm buffer
}

# A daemon receives from a port and from a port set. The daemon is ready when it can receive. The start of the daemon
# fails if the task has no right to the port.
test_receivers_from_ports() {
    local port
    $mq task create A
    $mq port allocate --as A inbox
    $mq port allocate --as A member
    $mq portset create --as A set
    $mq portset add --as A set member
    expect_error 2 '--daemon needs --follow*' $mq msg receive --as A inbox --daemon receiver --output messages
    expect_error 2 '--daemon needs --output*' $mq msg receive --as A inbox --follow --daemon receiver
    expect_error 77 '*task A has no right named none' \
        $mq msg receive --as A none --follow --daemon receiver --output messages
    for port in inbox set; do
        rm -f messages
        $mq msg receive --as A $port --follow --daemon receiver --output messages
        $mq msg send --as A "${port/set/member}" 1 2 3
        wait_until has_lines messages 3
        expect_equal '1 2 3' "$(echo $(<messages))"
        $mq daemon stop receiver
        expect_status 3 stopped receiver
        $mq msg send --as A "${port/set/member}" 4
        expect_equal 4 "$($mq msg receive --as A $port --no-wait)"
    done
    $mq task rm A
}

# After the first TERM, a daemon takes no new record, and its running commands finish. The commands
# wait at a gate (a FIFO) until the test opens it.
test_stop_lets_commands_finish_their_records() {
    mkfifo gate
    ipc-prodcons create buffer
    create box
    work='read -r record; echo "$record" >>begun; read -r _ <gate; echo "$record" >>done'
    ipc-prodcons get buffer --follow --daemon getter -- sh -c "$work"
    $mq recv box --follow --daemon receiver -- sh -c "$work"
    ipc-fan from mq:box -j 2 --daemon pool -- sh -c "$work"
    seq -f 'item %g' 2 | ipc-prodcons put buffer
    seq -f 'message %g' 4 | $mq send box -
    wait_until has_lines begun 4
    exec {gate}<>gate
    ipc-fan daemon stop getter receiver pool --grace 60s &
    for daemon in getter receiver pool; do
        wait_until has_phase stopping $daemon
        wait_for_idle "$(pid_of main $daemon)"
    done
    printf '\n\n\n\n' >&$gate
    expect_exit 0 wait $!
    expect_same_bytes <(sort begun) <(sort "done")
    expect_equal 4 "$(wc -l <begun)" 'records done'
    expect_equal 'item 2' "$(ipc-prodcons get buffer --drain)"
    expect_equal 'message 4' "$($mq recv box --drain)"
    ipc-prodcons rm buffer
}

# After the first TERM, workers and stages get no further input. They process, in order, all lines that the daemon has
# already read from its FIFO. The test keeps the FIFO open, so the lines that the daemon has not read stay in the FIFO.
test_stop_lets_workers_and_stages_finish_what_was_read() {
    local daemon feed_pool feed_lines rest_pool rest_lines
    mkfifo pool lines
    exec {feed_pool}<>pool {feed_lines}<>lines
    seq 200000 >&$feed_pool &
    seq 200000 >&$feed_lines &
    work='while read -r line; do : >begun.$IPC_DAEMON; until [ -e go ]; do sleep 0.02; done; echo "$line"; done'
    ipc-fan serve -k -j 2 --daemon pool --input pool --output out.pool -- sh -c "$work"
    ipc-chain pipe --daemon lines --input lines --output out.lines -- cat ::: sh -c "$work" ::: cat
    wait_until test -e begun.pool -a -e begun.lines
    ipc-fan daemon stop pool lines --grace 600s &
    for daemon in pool lines; do
        wait_until has_logged 'second signal ends them$' $daemon
        wait_until has_phase stopping $daemon
    done
    touch go
    expect_exit 0 wait $!
    # Each of the two `seq` processes in the background writes to one FIFO, but has inherited both
    # FIFOs. So neither FIFO ends before both processes have ended. Therefore the test reads both
    # FIFOs at the same time.
    exec {rest_pool}<pool {rest_lines}<lines {feed_pool}>&- {feed_lines}>&-
    cat <&$rest_pool >rest.pool &
    cat <&$rest_lines >rest.lines
    expect_exit 0 wait $!
    exec {rest_pool}<&- {rest_lines}<&-
    for daemon in pool lines; do
        expect_status 3 stopped $daemon
        [[ -s out.$daemon && -s rest.$daemon ]] || fail "$(wc -l out.$daemon rest.$daemon)"
        cat out.$daemon rest.$daemon | cmp - <(seq 200000)
    done
}

# The first stage of a daemon reads no input, so the end of the input cannot end it. TERM to the daemon
# ends this stage, and the other stages finish.
test_stop_ends_a_first_stage_that_reads_nothing() {
    ipc-chain pipe --daemon lines --input /dev/null --output out -- \
        sh -c 'trap "echo last; exit" TERM; echo first; : >began; while :; do sleep 0.05; done' ::: sh -c 'cat; echo end' ::: cat
    wait_until test -e began
    ipc-chain daemon stop lines --grace 600s
    expect_equal 'first last end' "$(echo $(<out))"
}

# `daemon stop` runs with --grace 600s, but `serve` and `pipe` run with --grace 100ms. Therefore
# workers and stages are ended 100 ms after the stop has begun.
test_the_grace_of_a_verb_bounds_a_stop() {
    seq 9 >numbers
    ipc-fan serve -j 1 --grace 100ms --daemon pool --input numbers --output out -- sh -c 'echo $$ >worker; exec sleep 1000'
    ipc-chain pipe --grace 100ms --daemon lines --input numbers --output out -- cat ::: sh -c 'echo $$ >stage; exec sleep 1000'
    wait_until has_written worker stage
    ipc-fan daemon stop pool lines --grace 600s
    wait_until not alive "$(<worker)"
    wait_until not alive "$(<stage)"
}

# While the daemon `holder` runs, a consumer that has taken all items of the buffer does not end, but waits for more
# items. While the daemon `pin` runs, the segment stays attached. If the supervisor of `pin` is killed, the main
# process of `pin` ends, too.
test_hold_and_pin_keep_objects_in_use() {
    ipc-prodcons create buffer
    ipc-prodcons hold buffer --daemon holder -- sleep 600
    seq 3 | ipc-prodcons put buffer
    : >items
    ipc-prodcons get buffer >items &
    wait_until has_lines items 3
    alive $! || fail 'the stream has ended'
    ipc-prodcons daemon stop holder
    expect_exit 0 wait $!
    ipc-prodcons rm buffer
    ipc-shm create segment --size 4K >id
    ipc-shm pin segment --daemon pin
    local main
    main=$(pid_of main pin)
    # The main process attaches the segment, reports that it is ready, and then replaces itself by
    # sleep(1).
    wait_until grep -qx sleep "/proc/$main/comm"
    expect_equal "$main" "$(ipc-shm stat segment --json | jq '.attached[0].pid')" 'the attached process'
    kill -KILL "$(pid_of supervisor pin)"
    wait_until not alive $main
    expect_equal 0 "$(ipc-shm stat segment --json | jq .nattch)" 'attached processes'
    expect_status 1 died pin
    ipc-shm rm segment
}

# If a daemon cannot start, the command that starts it fails at once, with the exit code for this
# failure.
test_starts_that_cannot_succeed_are_refused() {
    ipc-prodcons create buffer
    create box
    for verb in 'get buffer --follow' 'recv box --follow' serve pipe; do
        case $verb in
        get*) set -- ipc-prodcons $verb ;;
        recv*) set -- $mq $verb ;;
        serve) set -- ipc-fan serve --input /dev/null -- cat ;;
        pipe) set -- ipc-chain pipe --input /dev/null -- cat ;;
        esac
        expect_exit 2 "$1" "$2" --daemon d "${@:3}" 2>errors
        [[ $(<errors) == "$1 $2: --daemon needs --output, because the verb writes data to stdout; "* ]] || fail "$(<errors)"
    done
    expect_exit 2 $mq recv box --daemon d 2>errors
    [[ $(<errors) == *'--daemon '*' --follow'* ]] || fail "$(<errors)"
    for words in 'ipc-prodcons get buffer --follow' 'ipc-prodcons hold buffer' "$mq recv box --follow" 'ipc-fan from mq:box' \
        'ipc-fan serve --input /dev/null --output out' 'ipc-chain pipe --input /dev/null --output out'; do
        expect_error 127 'command not found: /no/such' $words --daemon d -- /no/such
    done
    expect_error 69 'no such segment: none' ipc-shm pin none --daemon d
    ipc-prodcons hold buffer --daemon d -- sleep 600
    expect_error 73 'daemon d is already running' $mq recv box --follow --daemon d -- cat
    ipc-prodcons daemon stop d
    ipc-prodcons rm buffer
}
