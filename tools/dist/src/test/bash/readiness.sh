# A verb that runs for a long time notifies a service manager by datagrams to the socket in NOTIFY_SOCKET: when the verb
# is ready, and when a signal asks it to end. With --notify-fd, the verb also writes a newline to the descriptor of
# this option when the verb is ready.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"
. "$IPCKIT_TEST_LIB/service-manager.sh"

# The mailbox admits only one receiver, so the second receiver waits until the first one has ended.
# Therefore the second READY=1 must come after the first STOPPING=1: a receiver that still waits to
# attach is not ready. The manager receives the datagrams in the order in which they are sent.
test_a_verb_is_ready_when_it_has_attached_to_its_objects() {
    start_manager "$PWD/socket"
    export NOTIFY_SOCKET=$PWD/socket
    ipc-mq create single --sharing single-receiver
    heeding_signals ipc-mq recv single --follow >first &
    local first=$!
    wait_until has_lines news 2
    heeding_signals ipc-mq recv single --follow >second &
    local second=$!
    ipc-mq send single hello
    wait_until has_lines first 1
    kill -TERM $first
    expect_exit 143 wait $first
    wait_until has_lines news 4
    kill -TERM $second
    expect_exit 143 wait $second
    end_manager READY=1 STOPPING=1 READY=1 STOPPING=1
    expect_error 69 'no such mailbox: absent' ipc-mq recv absent --follow
    expect_error 127 'command not found: /no/such' ipc-mq recv single --follow -- /no/such
    expect_equal 5 "$(wc -l <news)" 'lines of news'
}

# The command of `serve` must not see the variable NOTIFY_SOCKET. Otherwise the service manager would mistake the
# command's notifications for notifications of `serve`. `recv` without --follow sends no notifications, so its command
# inherits the variable. NOTIFY_SOCKET begins with @ here, so this test also covers a socket in the abstract namespace.
test_the_command_of_a_service_does_not_see_the_socket_of_the_manager() {
    start_manager "@ipckit-$$-$RANDOM"
    export NOTIFY_SOCKET=@$(tr -d '\0' </proc/$manager/cmdline | sed 's/.*@//')
    heeding_signals ipc-mq serve box -- sh -c 'echo "${NOTIFY_SOCKET-none}"' &
    local service=$!
    wait_until has_lines news 2
    expect_equal none "$(ipc-mq call box where)" NOTIFY_SOCKET
    kill -TERM $service
    expect_exit 143 wait $service
    ipc-mq create jobs
    ipc-mq send jobs one
    expect_equal "$NOTIFY_SOCKET" "$(ipc-mq recv jobs -- sh -c 'echo "${NOTIFY_SOCKET-none}"')" NOTIFY_SOCKET
    end_manager READY=1 STOPPING=1
}

test_a_newline_to_a_descriptor_says_that_a_verb_is_ready() {
    mkfifo ready
    exec {end}<>ready
    heeding_signals ipc-mq serve box --notify-fd 9 9>ready {end}>&- -- sh -c 'ls /proc/self/fd' &
    local service=$! line
    IFS= read -r -n 2 line <&$end
    expect_equal '' "$line" 'notification'
    ipc-mq call box descriptors >descriptors
    ! grep -x 9 descriptors || fail 'the command inherits the descriptor'
    kill -TERM $service
    expect_exit 143 wait $service
    expect_exit 2 ipc-mq serve box --notify-fd 9 -- true 2>errors
    [[ $(<errors) == *'descriptor 9: it is not open;'* ]] || fail "$(<errors)"
    # A socket that does not exist or whose kind is unknown is ignored, and --notify-fd still works.
    for NOTIFY_SOCKET in "$PWD/absent" vsock:2:1234 @ "/$(printf '%0200d' 0)"; do
        export NOTIFY_SOCKET
        seq 3 | ipc-fan serve -k --notify-fd 9 9>ready -- cat | cmp - <(seq 3)
        IFS= read -r line <&$end
    done
}
