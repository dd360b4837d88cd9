# A signal ends the program as it ends any other, so that shells and loops notice; what it has not delivered goes
# back, and what it has started ends with it.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

ipc-prodcons create jobs --slots 4

# Ctrl-C at a terminal ends the loop around the program, too: bash goes on unless the program died by the signal.
if command -v script >/dev/null; then
    mkfifo keys
    for command in 'ipc-prodcons get jobs' 'seq 9 | ipc-prodcons put jobs' "ipc-prodcons hold jobs -- sleep 60.$$" \
        'ipc-prodcons get jobs --follow | cat'; do
        loop loop "$command"
        at_terminal keys loop &
        exec {keyboard}>keys
        wait_until has_participants 1 jobs
        sleep 0.3
        printf '\003' >&$keyboard
        expect_exit 130 wait $!
        exec {keyboard}>&-
        grep -q 'done' terminal && fail "Ctrl-C did not end the loop around $command: $(<terminal)"
        wait_until not has_participants 1 jobs
        ipc-prodcons get jobs --drain >/dev/null
    done

    # Ctrl-Z stops it as anything else, and it goes on in the foreground.
    cat >loop <<'END'
set -m
ipc-prodcons get jobs >got
echo "stopped: $?" >statuses
fg >/dev/null
echo "ended: $?" >>statuses
END
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until has_participants 1 jobs
    sleep 0.3
    printf '\032' >&$keyboard
    wait_until test -s statuses
    ipc-prodcons put jobs <<<"after Ctrl-Z"
    expect_exit 0 wait $!
    exec {keyboard}>&-
    expect_equal "stopped: $((128 + $(kill -l TSTP))), ended: 0" "$(paste -sd , statuses | sed 's/,/, /')"
    expect_equal "after Ctrl-Z" "$(<got)"
fi

# The exit status tells the signal, whoever sends it. Nothing is said.
for signal in INT TERM HUP; do
    for command in 'get jobs --follow' "hold jobs -- sleep 61.$$"; do
        heeding_signals ipc-prodcons $command 2>errors &
        wait_until has_participants 1 jobs
        sleep 0.2
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
        expect_equal "" "$(<errors)" "messages of $command"
        wait_until not has_participants 1 jobs
    done
done
wait_until not pgrep -f "sleep 6[01][.]$$" >/dev/null # hold leaves no command behind

# A background job of a script has INT ignored, as all have.
ipc-prodcons get jobs >got &
wait_until has_participants 1 jobs
kill -INT $!
sleep 0.2
ipc-prodcons put jobs <<<"after INT"
expect_exit 0 wait $!
expect_equal "after INT" "$(<got)"

# A command that runs with an item: it is told, and the item goes back for the next. It was not at fault: Ctrl-C
# brings nothing to the dead letters.
ipc-prodcons create dead
ipc-prodcons put jobs <<<precious
cat >slow <<'END'
echo $$ >pid.new
mv pid.new pid
exec sleep 60
END
for signal in INT TERM KILL; do
    rm -f pid
    heeding_signals setsid ipc-prodcons get jobs --dead-letter dead --retries 3 -- bash slow 2>errors &
    wait_until test -e pid
    case $signal in
    INT) kill -INT -- -$! ;; # the whole group, as the terminal does
    *) kill -$signal $! ;;
    esac
    expect_exit $((128 + $(kill -l $signal))) wait $!
    [[ $signal != KILL ]] || kill "$(<pid)"
    wait_until not alive "$(<pid)"
    expect_equal "" "$(<errors)" "messages after $signal"
    wait_until not has_participants 1 jobs
done
expect_equal "" "$(ipc-prodcons get dead --drain)" "dead letters"
expect_equal 'precious 3' "$(ipc-prodcons get jobs --drain -- bash -c 'echo $(cat) $IPC_REDELIVERED')"

# Those that are stopped hold nobody up: others' time limits hold, and all goes on with CONT.
seq 3 | ipc-prodcons put jobs
ipc-prodcons get jobs -- bash -c 'stop_parent; cat' >got &
consumer=$!
wait_until stopped $consumer
expect_error 124 '*full*' ipc-prodcons put jobs --timeout 300ms < <(seq 4 9)
expect_equal $'2\n3' "$(ipc-prodcons get jobs --timeout 300ms)" "what the stopped one does not hold"
kill -CONT $consumer
expect_exit 0 wait $consumer
expect_equal 1 "$(<got)"

ipc-prodcons rm jobs dead
