# A daemon is independent of the terminal, the shell and the session in which it was started.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"
. "$IPCKIT_TEST_LIB/daemons.sh"
. "$IPCKIT_TEST_LIB/terminal.sh"
# Every test needs script(1), which makes a terminal. Without script(1) this script ends here, and no test fails.
command -v script >/dev/null || exit 0

# start_daemon: types a command line that starts the daemon `web`, and sets `supervisor` and `main` to the pids of its
# processes. Fails if one of these processes has a terminal, or is in another session than that of the supervisor.
start_daemon() {
    type_in "$mq serve upper --daemon web -- tr a-z A-Z; echo \"\$? \$\$\" >started"
    wait_until has_lines started 1
    read -r code shell <started
    expect_equal 0 "$code" "the exit code of the start"
    supervisor=$(pid_of supervisor web) main=$(pid_of main web)
    for pid in $supervisor $main; do
        expect_equal "0 $supervisor" "$(terminal_and_session $pid)" "terminal and session"
    done
}

# expect_untouched: fails unless the daemon answers, and still has the processes with which it was
# started.
expect_untouched() {
    expect_equal HELLO "$($mq call upper hello)"
    expect_status 0 running web
    expect_equal "$supervisor $main" "$(pid_of supervisor web) $(pid_of main web)"
}

# Ctrl-C and Ctrl-Z at the terminal reach the shell's foreground job, but not the daemon. The daemon survives the logout.
test_keys_and_a_logout_do_not_touch_the_daemon() {
    log_in
    start_daemon
    type_in 'sh -c "echo \$\$ >front; exec sleep 600"'
    wait_until has_written front
    key "$ctrl_z"
    wait_until stopped "$(<front)"
    not stopped $supervisor
    not stopped $main
    type_in 'fg'
    wait_until not stopped "$(<front)"
    key "$ctrl_c"
    wait_until not alive "$(<front)"
    expect_untouched
    log_out
    wait_until not alive $shell
    expect_untouched
    $mq daemon stop web
}

# The terminal is closed while the shell runs: the kernel sends HUP to the session, and the shell sends HUP to its jobs.
test_a_hangup_does_not_touch_the_daemon() {
    log_in
    start_daemon
    kill -KILL $terminal
    exec {keyboard}>&-
    wait $terminal 2>/dev/null || true
    wait_until not alive $shell
    expect_untouched
    $mq daemon stop web
}
