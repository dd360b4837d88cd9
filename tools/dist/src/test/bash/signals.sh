# A signal ends the program as it ends any other, so that shells and loops notice; what it has not delivered goes
# back, and what it has started ends with it.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

ipc-prodcons create jobs --slots 4

# What a script starts in the background ignores INT and QUIT; this gives them back.
heeding_signals() {
    exec env --default-signal=INT,QUIT "$@"
}

# Ctrl-C at a terminal ends the loop around the program, too: bash goes on unless the program died by the signal.
at_terminal() { # FILE-OF-KEYS SCRIPT: the script in the foreground of a terminal of its own
    heeding_signals script -qefc "bash $2" /dev/null <"$1" >terminal 2>&1
}
loop() { # SCRIPT COMMAND: a script that runs the command again and again
    printf 'for turn in 1 2 3; do %s; echo "turn $turn ended with $?"; done; echo done' "$2" >"$1"
}
mkfifo keys
if command -v script >/dev/null; then
    for command in 'ipc-prodcons get jobs' 'seq 9 | ipc-prodcons put jobs' 'ipc-prodcons hold jobs -- sleep 60' \
        'ipc-prodcons get jobs --follow | cat'; do
        loop loop "$command"
        at_terminal keys loop &
        exec {keyboard}>keys
        wait_until has_participants 1 jobs
        sleep 0.3
        printf '\003' >&$keyboard
        code=0
        wait $! || code=$?
        exec {keyboard}>&-
        grep -q 'done' terminal && fail "Ctrl-C did not end the loop around $command: $(<terminal)"
        expect_equal 130 "$code" "exit code of the loop around $command"
        wait_until not has_participants 1 jobs
        ipc-prodcons get jobs --drain >/dev/null
    done
fi

# The exit status tells the signal, whoever sends it. Nothing is said.
for signal in INT TERM HUP QUIT KILL; do
    [[ $signal == QUIT ]] && continue # QUIT is the JVM's: it prints where its threads are, and goes on
    for command in 'get jobs' 'get jobs --follow' 'hold jobs -- sleep 60'; do
        heeding_signals ipc-prodcons $command 2>errors &
        wait_until has_participants 1 jobs
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $! 2>>errors
        wait_until not has_participants 1 jobs
    done
done
