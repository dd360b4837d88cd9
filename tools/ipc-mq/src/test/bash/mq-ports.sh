# Ports, rights, messages that carry rights, port sets and notices.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"
. "$IPCKIT_TEST_LIB/ports.sh"

test_the_example_of_the_manual() {
    $mq task create A
    $mq task create B
    $mq port allocate --as A inbox
    $mq port insert --as A inbox --right send --to B
    $mq msg send --as B inbox hello
    expect_equal hello "$($mq msg receive --as A inbox)"
    $mq port allocate --as B post
    $mq port insert --as B post --right send --to A
    $mq msg send --as A inbox 'first'
    $mq msg send --as A post 'take over' --move-receive inbox
    $mq msg send --as A inbox 'second'
    expect_equal 'take over' "$($mq msg receive --as B post 2>news)"
    expect_equal 'ipc-mq: task B has received the receive right inbox' "$(<news)"
    received B inbox first second
    expect_error 77 'task A has no receive right to inbox' $mq msg receive --as A inbox
}

test_a_task_without_a_right_is_refused() {
    tasks A B
    port A inbox
    expect_error 77 'task B has no right named inbox' $mq msg send --as B inbox hello
    expect_error 77 'task B has no right named inbox' $mq msg receive --as B inbox --no-wait
    sender A inbox B
    expect_error 77 'task B has no receive right to inbox' $mq msg receive --as B inbox --no-wait
    expect_error 77 '*no receive right to inbox' $mq port insert --as B inbox --right send --to A
    expect_error 69 'no such task: C' $mq msg send --as C inbox hello
    expect_error 69 'no such task: C' $mq port copy --as B inbox --to C
    # A task that has only links has no ports, and can get no right.
    $mq send --as links --to A hello
    expect_error 69 'no such task: links' $mq port copy --as B inbox --to links
    expect_error 69 'no such task: links' $mq port move --as B inbox --right send --to links
    expect_error 69 'no such task: links' $mq port insert --as A inbox --right receive --to links
    $mq task rm links
    expect_equal 'receive, send 1' "$(rights A inbox)"
    expect_equal 'send 1' "$(rights B inbox)"
}

test_without_any_port_there_is_no_task() {
    expect_error 69 'no such task: A' $mq port allocate --as A inbox
    expect_error 69 'no such task: A' $mq msg send --as A inbox hello
    expect_equal '' "$($mq port ls --json)"
    expect_equal '' "$($mq portset ls --json)"
}

test_a_taken_name_is_refused_or_numbered() {
    tasks A B
    port A inbox
    expect_error 73 'task A has a right named inbox' $mq port allocate --as A inbox
    expect_error 73 'task A has a right named inbox' $mq portset create --as A inbox
    port B inbox
    $mq port insert --as A inbox --right send --to B 2>news
    expect_equal 'ipc-mq: task B has the right as inbox.2' "$(<news)"
    expect_equal '{"task":"B","name":"inbox.2","right":"send"}' \
        "$($mq port insert --as A inbox --right send --to B --json)"
    expect_equal 'send 2' "$(rights B inbox.2)"
    $mq port insert --as A inbox --right send-once --to B --name reply
    expect_equal send-once "$(rights B reply)"
}

# The messages of several senders are received in the order in which they have come, and not by sender. B sends a message before
# C begins, and a message after C has ended.
test_messages_of_several_senders_are_mixed() {
    local sender first
    tasks A B C
    port A turns
    for sender in B C; do sender A turns $sender; done
    mkfifo lines
    $mq msg send --as B turns - <lines &
    first=$!
    exec {lines}>lines
    echo 'B 1' >&$lines
    wait_until has_messages A turns 1
    $mq msg send --as C turns 'C 1' 'C 2'
    echo 'B 2' >&$lines
    exec {lines}>&-
    expect_exit 0 wait $first
    received A turns 'B 1' 'C 1' 'C 2' 'B 2'
}

# Two processes send to one port at the same time. The messages of each sender are received in the order in which it has sent
# them.
test_the_order_of_messages() {
    local sender
    tasks A B C
    port A inbox --queue 1024
    for sender in B C; do
        sender A inbox $sender
        seq -f "$sender %03g" 300 | $mq msg send --as $sender inbox - &
    done
    wait_all
    $mq msg receive --as A inbox --drain >messages
    for sender in B C; do
        expect_equal "$(seq -f "$sender %03g" 300)" "$(grep "^$sender" messages)"
    done
}

# Four processes keep a port full, while other processes send single messages to it, without a right and with a right. When there
# is room, all senders try again, and each of them succeeds sooner or later.
test_no_sender_starves_at_a_full_port() {
    local i size receiving busy=()
    tasks A B
    for size in 1 8; do
        port A inbox$size --queue $size
        sender A inbox$size B
        for i in 1 2 3 4; do
            (expect_exit 69 $mq msg send --as B inbox$size - < <(yes "busy $i") 2>/dev/null) &
            busy+=($!)
        done
        $mq msg receive --as A inbox$size --follow >got 2>/dev/null &
        receiving=$!
        for i in 1 2 3 4; do wait_until grep -qx "busy $i" got; done
        for i in 1 2 3; do
            $mq msg send --as A inbox$size "single $i"
            $mq msg send --as A inbox$size "right $i" --carry-send-once inbox$size
        done
        for i in 1 2 3; do wait_until grep -qx -e "right $i" got; done
        expect_equal $'single 1\nsingle 2\nsingle 3' "$(grep single got)"
        for i in "${busy[@]}"; do alive $i || fail 'a busy sender has ended'; done
        kill -TERM $receiving
        expect_exit 143 wait $receiving
        $mq port destroy --as A inbox$size
        for i in "${busy[@]}"; do expect_exit 0 wait $i; done
        busy=()
    done
}

# A port can hold at most 8 messages by default. If the port is full, `msg send` waits for room, fails with 75
# (--no-wait), or fails with 124 (--timeout). But a message that a task sends with a send-once right enters even a full
# port.
test_a_full_port() {
    local i sending
    tasks A B
    port A inbox
    port A small --queue 1
    seq 8 | $mq msg send --as A inbox -
    expect_error 75 'port inbox: it is full' $mq msg send --as A inbox 9 --no-wait
    expect_error 124 'port inbox: timed out: it is full' $mq msg send --as A inbox 9 --timeout 100ms
    expect_error 75 'port inbox: it is full; 0 messages sent' $mq msg send --as A inbox 9 10 --no-wait
    $mq msg send --as A inbox 9 &
    sending=$!
    wait_for_port_waiter $sending "$(number A inbox)"
    expect_equal 1 "$($mq msg receive --as A inbox)"
    wait $sending
    received A inbox 2 3 4 5 6 7 8 9
    $mq port insert --as A small --right send-once --to B --name once
    $mq msg send --as A small 1
    $mq msg send --as B once 2
    expect_error 77 'task B has no right named once' $mq msg send --as B once 3
    received A small 1 2
}

test_a_port_of_capacity_0() {
    local sending
    tasks A
    port A meet --queue 0
    port A other
    expect_error 75 'port meet: no task has received the message' $mq msg send --as A meet x --no-wait
    expect_error 75 'port meet: no task has received the message' \
        $mq msg send --as A meet x --carry-send other --no-wait
    expect_error 77 'task A has no right named gone' $mq msg send --as A meet x --carry-send gone --no-wait
    $mq msg send --as A meet hello &
    sending=$!
    expect_equal hello "$($mq msg receive --as A meet)"
    wait $sending
}

# A message that carries a right waits for a receiver at a port of capacity 0. If the time limit of the sender passes
# before a task receives the message, the sending task keeps the right.
test_rights_to_a_port_of_capacity_0() {
    local sending
    tasks A B
    port A meet --queue 0
    port B gift
    sender A meet B
    expect_error 124 'port meet: timed out: no task has received the message' \
        $mq msg send --as B meet take --move-receive gift --timeout 100ms
    expect_equal 'receive, send 1' "$(rights B gift)"
    $mq msg send --as B meet take --move-receive gift &
    sending=$!
    expect_equal take "$($mq msg receive --as A meet 2>news)"
    expect_equal 'ipc-mq: task A has received the receive right gift' "$(<news)"
    wait $sending
    expect_equal 'receive' "$(rights A gift)"
    expect_equal 'send 1' "$(rights B gift)"
}

# As in Mach, the queue limit does not hold for a message that is sent with a send-once right.
test_a_reply_to_a_port_of_capacity_0() {
    tasks A B
    port A meet --queue 0
    $mq port insert --as A meet --right send-once --to B
    $mq msg send --as B meet done
    expect_error 77 'task B has no right named meet' $mq msg send --as B meet again
    received A meet done
}

# A service at a port of capacity 0 answers requests.
test_calls_to_a_port_of_capacity_0() {
    local serving
    tasks server client
    port server meet --queue 0
    sender server meet client
    {
        for i in 1 2 3; do
            $mq msg receive --as server meet 2>/dev/null
            $mq msg send --as server reply "reply $i"
        done
    } >requests &
    serving=$!
    expect_equal $'reply 1\nreply 2\nreply 3' "$(seq 3 | $mq msg rpc --as client meet -)"
    wait $serving
    expect_equal $'1\n2\n3' "$(<requests)"
}

test_a_message_that_is_too_large_is_refused() {
    tasks A
    port A inbox
    expect_error 65 '*' $mq msg send --as A inbox "$(printf %9000d 1)"
    expect_error 65 '*' $mq msg send --as A inbox - < <(printf '%09000d\n' 1)
    received A inbox
}

# A message can carry each kind of right. The outputs of --json and --format show the rights. The receiver can
# choose the names of the rights.
test_rights_in_messages() {
    tasks A B
    port A inbox
    port B post
    sender B post A
    $mq msg send --as A post copy --carry-send inbox
    $mq msg send --as A post once --carry-send-once inbox --carry-send-once inbox
    expect_equal 2 "$($mq port ls --as A --json | sed -n 's/.*"name":"inbox".*"senders":\([0-9]*\).*/\1/p')" senders
    expect_equal 'copy send:inbox A' "$($mq msg receive --as B post --format '%b %h{rights} %s')"
    expect_equal '"rights":[{"name":"reply","right":"send-once","dead":false},{"name":"reply.2","right":"send-once","dead":false}],"body":"once"' \
        "$($mq msg receive --as B post --json --right-name reply | grep -o '"rights".*"once"')"
    $mq msg send --as B reply.2 answer
    $mq msg send --as B inbox direct
    received A inbox answer direct
    $mq msg send --as A post all --move-send inbox
    $mq msg receive --as B post 2>/dev/null
    expect_equal 'send 2' "$(rights B inbox)"
    expect_equal receive "$(rights A inbox)"
    expect_error 77 'task A has no send right to inbox' $mq msg send --as A inbox x
    expect_error 77 'task B has no receive right to inbox' $mq msg send --as B post x --move-receive inbox
    expect_error 77 'task B has no right named no' $mq msg send --as B post x --carry-send no
}

test_a_refused_message_leaves_its_rights() {
    tasks A
    port A small --queue 1
    port A given
    $mq msg send --as A small 1
    expect_error 75 'port small: it is full' $mq msg send --as A small 2 --move-receive given --no-wait
    expect_error 124 'port small: timed out: it is full' \
        $mq msg send --as A small 2 --move-receive given --timeout 100ms
    expect_equal 'receive, send 1' "$(rights A given)"
    received A small 1
}

# `msg send` refuses a message that would put the receive right of a port into the port's own queue. It also refuses a
# longer cycle: if the queue of port `two` contains the receive right of port `one`, the receive right of `two` must not
# enter the queue of `one`.
test_a_cycle_is_refused() {
    tasks A
    port A one
    port A two
    expect_error 65 '*own queue' $mq msg send --as A one x --move-receive one
    $mq msg send --as A two x --move-receive one
    expect_error 65 '*own queue' $mq msg send --as A one x --move-receive two
    expect_equal 'receive, send 1' "$(rights A two)"
}

# A `msg receive` that waits for a message fails when another process moves the receive right to another task. That task
# then receives the messages of the port in the order in which they were sent.
test_a_blocked_receive_ends_when_the_right_moves() {
    local receiving
    tasks A B
    port A inbox
    (expect_error 69 'the receive right to inbox has moved to another task' $mq msg receive --as A inbox) &
    receiving=$!
    wait_until has_participants 1 "port:$(number A inbox)"
    $mq port move --as A inbox --right receive --to B
    expect_exit 0 wait $receiving
    $mq msg send --as A inbox 1 2
    received B inbox 1 2
}

test_a_blocked_receive_ends_when_the_port_dies() {
    local receiving
    tasks A
    port A inbox
    (expect_error 69 'port inbox is dead' $mq msg receive --as A inbox) &
    receiving=$!
    wait_until has_participants 1 "port:$(number A inbox)"
    $mq port destroy --as A inbox
    expect_exit 0 wait $receiving
}

test_a_blocked_send_ends_when_the_port_dies() {
    local sending
    tasks A B
    port A small --queue 0
    sender A small B
    (expect_error 69 'port small is dead' $mq msg send --as B small x) &
    sending=$!
    wait_until has_participants 1 "port:$(number A small)"
    $mq port destroy --as A small
    expect_exit 0 wait $sending
    expect_error 69 'port small is dead' $mq msg send --as B small x
    expect_equal 'dead 1' "$(rights B small)"
    expect_error 69 'port small is dead' $mq port copy --as B small --to A
    $mq port drop --as B small
    expect_error 77 'task B has no right named small' $mq port drop --as B small
}

test_notices() {
    tasks A B
    port A inbox
    sender A inbox B
    $mq port notify --as B inbox --on dead-name
    $mq port notify --as A inbox --on no-senders
    expect_error 77 '*no receive right*' $mq port notify --as B inbox --on no-senders
    $mq port drop --as A inbox
    received A notify
    $mq port drop --as B inbox
    received A notify 'no-senders inbox'
    received B notify 'port-deleted inbox'
    sender A inbox B
    $mq port notify --as B inbox --on dead-name
    $mq port destroy --as A inbox
    received B notify 'dead-name inbox'
    expect_equal 'dead 2' "$(rights B inbox)"
    $mq port allocate --as A kept
    $mq port notify --as A kept --on destroyed
    $mq port destroy --as A kept
    expect_equal 'port-destroyed kept receive:kept' "$($mq msg receive --as A notify --format '%b %h{rights}')"
    expect_equal receive "$(rights A kept)"
    $mq port insert --as A kept --right send-once --to B
    $mq port drop --as B kept --right send-once
    expect_equal send-once "$($mq msg receive --as A kept --format '%h{event}')"
}

test_an_unreceived_right_dies_with_its_message() {
    tasks A B
    port A inbox
    port B post
    sender B post A
    $mq port notify --as A inbox --on dead-name
    $mq msg send --as A post x --move-receive inbox
    $mq task rm B
    received A notify 'dead-name inbox'
}

# A task receives from the ports of a set in turn. When the receive right of a port moves to another task,
# the port leaves the set.
test_port_sets() {
    local receiving
    tasks A B
    port A one
    port A two
    $mq portset create --as A both
    $mq portset add --as A both one two
    expect_equal '{"task":"A","set":"both","ports":["one","two"]}' "$($mq portset ls --json)"
    $mq msg send --as A one 1 2 3
    $mq msg send --as A two a b
    expect_equal $'one 1\ntwo a\none 2\ntwo b\none 3' "$($mq msg receive --as A both --drain --format '%m %b')"
    expect_error 75 'port set both: it is empty' $mq msg receive --as A both --no-wait
    expect_error 124 'port set both: timed out: it is empty' $mq msg receive --as A both --timeout 100ms
    $mq msg receive --as A both -n 2 >got &
    receiving=$!
    wait_until has_participants 1 "port:$(number A two)"
    $mq msg send --as A two late
    port A three
    $mq portset add --as A both three
    $mq msg send --as A three added
    expect_exit 0 wait $receiving
    expect_equal $'late\nadded' "$(<got)"
    # The port `one` leaves the set `both` while a process waits at the set. Afterwards this process receives no message
    # from the port `one`.
    $mq msg receive --as A both >got &
    receiving=$!
    wait_until has_participants 1 "port:$(number A two)"
    $mq port move --as A one --right receive --to B
    $mq msg send --as A one 'to B'
    $mq msg send --as A three 'to A'
    expect_exit 0 wait $receiving
    expect_equal 'to A' "$(<got)"
    received B one 'to B'
    expect_equal 'three two' "$($mq portset ls --as A --json | tr -d '"[]' | sed 's/.*ports:\(.*\)}/\1/; s/,/ /')"
    $mq portset remove --as A both two
    expect_error 69 'port two is not in both' $mq portset remove --as A both two
    expect_error 77 '*' $mq portset add --as A both kernel
    expect_error 77 '*port and not a port set' $mq portset add --as A three two
    (expect_error 69 'port set both was destroyed' $mq msg receive --as A both) &
    receiving=$!
    wait_until has_participants 1 "port:$(number A three)"
    $mq port destroy --as A both
    expect_exit 0 wait $receiving
}

test_a_receiver_ends_when_its_reader_is_gone() {
    local line
    tasks A
    port A inbox
    $mq msg send --as A inbox 1 2
    mkfifo pipe
    (expect_exit 141 $mq msg receive --as A inbox --follow >pipe) &
    read -r line <pipe
    expect_equal 1 "$line"
    wait_all
    $mq msg receive --as A inbox --drain >/dev/null
}

# At step PL1 of the creation of a port, the port's mailbox exists, but the port does not exist yet. When a process is
# killed at this step, `gc` removes the mailbox.
test_gc_removes_the_mailbox_of_an_unfinished_port() {
    local before after number
    tasks A
    before=$(port_mailboxes)
    expect_exit 137 env IPCKIT_CRASH_AT=PL1 $mq port allocate --as A inbox 2>/dev/null
    expect_equal '' "$(rights A inbox)"
    after=$(port_mailboxes)
    number=${after#"$before "}
    expect_equal "would delete $IPC_DIR/port:$number: unfinished creation of port $number" "$($mq gc --dry-run)"
    expect_equal "deleted $IPC_DIR/port:$number: unfinished creation of port $number" "$($mq gc)"
    expect_equal '' "$($mq gc)"
    expect_equal "$before" "$(port_mailboxes)"
    port A inbox
    $mq msg send --as A inbox hello
    received A inbox hello
}
# port_mailboxes: prints the number of each port that has a mailbox.
port_mailboxes() {
    local boxes=("$IPC_DIR"/port:*)
    echo "${boxes[*]##*/port:}"
}

# `port stat --as TASK` shows a port, the rights of TASK to the port, and the notices that TASK has requested. The tasks
# A and B have different rights to the same port, and have requested different notices.
test_port_stat() {
    tasks A B
    port A inbox --queue 3
    sender A inbox B
    $mq msg send --as B inbox hello
    $mq portset create --as A all
    $mq portset add --as A all inbox
    $mq port notify --as A inbox --on no-senders
    $mq port notify --as A inbox --on destroyed
    $mq port notify --as B inbox --on dead-name
    expect_equal "port         inbox
number       $(number A inbox)
rights       receive, send 1
receiver     task A, as inbox
set          all
limit        3
messages     1
senders      2
notices      no-senders, port-destroyed" "$($mq port stat --as A inbox)"
    expect_equal "{\"task\":\"B\",\"name\":\"inbox\",\"port\":$(number A inbox),\"receive\":false,\"sends\":1,\"send_once\":false,\"dead\":0,\
\"receiver\":\"A\",\"receiver_name\":\"inbox\",\"queue\":3,\"messages\":1,\"senders\":2,\"notices\":[\"dead-name\"]}" \
        "$($mq port stat --as B inbox --json)"
    expect_error 77 'all is a port set and not a port' $mq port stat --as A all
    expect_error 77 'task B has no right named none' $mq port stat --as B none
    expect_error 69 'no such task: C' $mq port stat --as C inbox
    # The receive right is in a message, so no task receives from the port.
    port B post
    sender B post A
    $mq msg send --as A post x --move-receive inbox
    expect_equal "port         inbox
number       $(number B inbox)
rights       send 1
limit        3
messages     1
senders      2
notices      dead-name" "$($mq port stat --as B inbox)"
    $mq task rm B
    expect_error 69 'port post is dead' $mq port stat --as A post
}

# The verbs that use ports fail with 76 and one line if the file of the port space is damaged. When the files that the manual
# names have been deleted, a new port space works.
test_a_damaged_port_space() {
    local damage verb
    for damage in cut_short overwrite; do
        tasks A
        port A inbox
        $damage "$IPC_DIR/ports.space/ports"
        for verb in 'task create B' 'task ls' 'task stat A' 'task rm A' 'task run B -- true' 'port allocate --as A more' \
            'port ls' 'port rights --as A' 'port stat --as A inbox' 'port insert --as A inbox --right send --to A' \
            'port copy --as A inbox --to A' 'port move --as A inbox --right send --to A' 'port drop --as A inbox' \
            'port notify --as A inbox --on no-senders' 'port destroy --as A inbox' 'portset create --as A set' 'portset ls' \
            'portset add --as A set inbox' 'portset remove --as A set inbox' 'msg send --as A inbox x' \
            'msg receive --as A inbox' 'msg rpc --as A inbox x' 'send port:inbox --as A x' 'recv port:inbox --as A' graph gc \
            'kernel run' 'kernel stat' 'kernel stop' 'kernel schedule' 'kernel schedule A' 'kernel unschedule A' 'name ls' \
            'name look-up --as A clock' 'name register --as A inbox' 'file ls' 'file read notes' 'file write notes' \
            'file rm notes' 'clock now' 'clock alarm 1s'; do
            expect_error 76 'port space: *' $mq $verb </dev/null
        done
        expect_equal '' "$($mq ls)"
        rm -r "$IPC_DIR/ports.space" "$IPC_DIR"/port:*
    done
    tasks A
    port A inbox
    received A inbox
}
# cut_short FILE: leaves only the first 100 bytes of the file.
cut_short() {
    truncate -s 100 "$1"
}
# overwrite FILE: writes other bytes over the first bytes of the file.
overwrite() {
    printf 'not a port space' | dd conv=notrunc status=none of="$1"
}

# If the mailbox of a port is damaged, the error names this port. Other ports work, and the damaged port can be destroyed.
test_a_damaged_port() {
    tasks A
    port A inbox
    port A other
    cut_short "$IPC_DIR/port:$(number A inbox)/box"
    expect_error 76 'port *: *cut short*' $mq msg send --as A inbox x
    expect_error 76 'port *: *cut short*' $mq msg send --as A inbox x --carry-send other
    expect_error 76 'port *: *cut short*' $mq msg receive --as A inbox
    $mq msg send --as A other hello
    received A other hello
    $mq port destroy --as A inbox
    expect_equal '' "$(rights A inbox)"
    $mq task rm A
}

# `graph` shows the same rights as `port rights`, and the right in a message that no task has received.
test_graph() {
    expect_equal '' "$($mq graph)"
    tasks A B
    port A inbox
    port B post
    sender B post A
    $mq msg send --as A post 'take over' --move-receive inbox
    expect_equal "task A, no process
  inbox: send 1, port $(number A inbox)
  kernel: send 1, port $(number A kernel)
  notify: receive, port $(number A notify)
  post: send 1, port $(number A post)
task B, no process
  kernel: send 1, port $(number B kernel)
  notify: receive, port $(number B notify)
  post: receive, send 1, port $(number B post)
    queue: 1 message, limit 8
      a message carries: receive, port $(number A inbox)" "$($mq graph | grep -v '^port')"
    expect_equal 3 "$($mq graph | grep -c '^port [0-9]*: 0 messages, limit 8$')"
    expect_equal "  \"port $(number B post)\" -> \"port $(number A inbox)\" [label=\"receive\", style=\"dashed\"];" \
        "$($mq graph --dot | grep dashed)"
    $mq graph --svg drawing.svg
    expect_equal '</svg>' "$(tail -n 1 drawing.svg)"
    expect_error 74 'cannot write missing/drawing.svg: no such file or directory' $mq graph --svg missing/drawing.svg
}

# `send` and `recv` know ports as port:NAME, and need the same rights as `msg send` and `msg receive`.
test_send_and_recv_on_a_port() {
    tasks A B
    port A inbox
    expect_error 77 'task B has no right named inbox' $mq send port:inbox --as B hello
    sender A inbox B
    printf '%s\n' 1 2 | $mq send port:inbox --as B -
    expect_error 77 'task B has no receive right to inbox' $mq recv port:inbox --as B
    expect_equal $'1\n2' "$($mq recv port:inbox --as A --drain)"
    expect_error 75 'port inbox: it is empty' $mq recv port:inbox --as A --no-wait
    expect_error 2 'a port does not support --priority*' $mq send port:inbox --as B --priority 1 hello
    expect_error 2 'a port does not support a command*' $mq recv port:inbox --as A -- cat
    expect_error 2 'a port needs --as*' $mq recv port:inbox
}

# A port takes messages of any bytes, in the same forms as a mailbox.
test_messages_of_any_bytes() {
    tasks A
    port A inbox
    printf '\n\0two\nlines\n\377' >bytes
    $mq msg send --as A inbox - --whole <bytes
    expect_same_bytes bytes <($mq msg receive --as A inbox --whole)
    $mq send port:inbox --as A - --whole <bytes
    expect_same_bytes bytes <($mq recv port:inbox --as A --frame | $mq send port:inbox --as A - --frame
        $mq recv port:inbox --as A --whole)
    printf 'a\nb\0c\0' | $mq msg send --as A inbox - --null
    expect_same_bytes <(printf 'a\nb\0c\0') <($mq msg receive --as A inbox --drain -0)
}

test_a_trace_shows_the_steps_of_a_message_with_a_right() {
    tasks A B
    port A gift
    port B post
    sender B post A
    $mq msg send --as A post take --move-receive gift --trace >output 2>trace
    expect_equal '' "$(<output)"
    expect_equal 'lock    the port space
unlock  the port space
lock    the port space
change  add carried right gift
PX2     the rights of the message are in rows, and the message is not in the port
PX3     the message is in the port, and the task still has the rights
change  name gift
unlock  the port space' "$(steps trace)"
    expect_equal take "$($mq msg receive --as B post --trace --quiet 2>trace)"
    expect_equal 'PY1 lock change unlock PY2 PY3 lock change unlock' "$(echo $(steps trace | sed '1,2d; s/ .*//'))"
}

# Each verb for tasks and ports has --trace, and prints the same data on standard output as without it.
test_a_trace_is_never_on_standard_output() {
    local verb
    tasks A B
    port A inbox
    for verb in 'task create D' 'task ls' 'task stat A' 'port allocate more --as A' 'port ls' 'port rights --as A' \
        'port stat inbox --as A' 'portset create set --as A' 'portset ls --json' 'msg send --as A inbox hello' \
        'portset add --as A set inbox' 'portset remove --as A set inbox' 'portset add --as A set inbox' \
        'port insert --as A inbox --right send --to B --json' 'port copy --as A inbox --to D' \
        'port move --as A inbox --right send --to D' 'port notify --as A inbox --on no-senders' 'graph --dot' \
        'msg receive --as A set' 'msg receive --as A inbox --drain' \
        'port drop --as D inbox' 'port destroy --as A set' 'task rm B D'; do
        expect_trace $verb --trace
    done
    expect_trace task run C --trace -- echo hello
    $mq port insert --as A inbox --right send --to A
    expect_exit 124 $mq msg rpc --as A inbox x --timeout 100ms --trace >output 2>trace
    grep -v 'timed out' trace >lines
    expect_equal 'lock    the port space' "$(steps lines | sed -n 1p)"
    expect_equal '' "$(<output)"
}

# While a verb waits, it searches for dead tasks again and again. The trace does not repeat these searches.
test_a_trace_of_a_wait_is_short() {
    tasks A
    port A inbox
    $mq msg receive --as A inbox --timeout 500ms --trace 2>printed || true
    grep -v timed printed >trace
    expect_equal $'lock    the port space\nunlock  the port space' "$(steps trace)"
}

# A process with --trace waits while no process reads its trace. Other processes can use the ports meanwhile.
test_a_trace_that_is_not_read_delays_no_other_process() {
    local reader tracing
    tasks A
    mkfifo trace
    exec {reader}<>trace
    dd if=/dev/zero bs=4096 oflag=nonblock >&$reader 2>/dev/null || true # fills the FIFO
    $mq port ls --trace >list 2>trace &
    tracing=$!
    wait_until attached_to $tracing "$IPC_DIR/ports.space/live"
    wait_for_idle $tracing
    port A inbox
    expect_equal 'receive, send 1' "$(rights A inbox)"
    kill -KILL $tracing
    expect_exit 137 wait $tracing 2>/dev/null
    exec {reader}<&-
}

# When `task rm` removes the last task, it also removes the port space, the shared object that contains all tasks, ports
# and rights. When `task run` and its command are killed, and their task is the last one, `gc` removes the port space.
test_the_port_space_ends_with_the_last_task() {
    local receiving
    tasks A B
    $mq task rm A
    [[ -d $IPC_DIR/ports.space ]] || fail 'no port space'
    $mq task rm B
    [[ ! -e $IPC_DIR/ports.space ]] || fail 'an unused port space'
    $mq task run C -- true
    [[ ! -e $IPC_DIR/ports.space ]] || fail 'an unused port space after task run'
    expect_exit 137 $mq task run C -- sh -c 'kill -KILL $PPID; kill -KILL $$' 2>/dev/null
    $mq gc >/dev/null
    [[ ! -e $IPC_DIR/ports.space ]] || fail 'an unused port space after gc'
}

# `task rm` does not remove the port space (the shared object that contains all tasks, ports and rights) while another
# process has it open, even if no task is left.
test_a_port_space_in_use_stays() {
    local running
    tasks A
    mkfifo gate
    $mq task run B -- cat gate &
    running=$!
    wait_until is_running B
    $mq task rm A B
    [[ -d $IPC_DIR/ports.space ]] || fail 'no port space'
    : >gate
    expect_exit 0 wait $running
    [[ ! -e $IPC_DIR/ports.space ]] || fail 'an unused port space'
}

# is_running TASK: succeeds if `task run` has started a process that acts as the task.
is_running() {
    [[ $($mq task stat "$1" --json 2>/dev/null) == *'"state":"running"'* ]]
}

# Four processes each create and remove a task, again and again. So one process may create the first task while another
# process removes the last task. No creation fails, and no task is lost.
test_a_race_of_the_first_and_the_last_task() {
    local i
    for i in 1 2 3 4; do
        (
            set -e
            for ((n = 0; n < 12; n++)); do
                $mq task create T$i
                port T$i inbox
                $mq msg send --as T$i inbox $n
                expect_equal $n "$($mq msg receive --as T$i inbox)"
                $mq task rm T$i
            done
        ) &
    done
    wait_all
    $mq gc >/dev/null
    [[ ! -e $IPC_DIR/ports.space ]] || fail 'an unused port space'
}
