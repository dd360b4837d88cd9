# When `ipc-mq` fails, it ends with the documented exit code, and prints one line that explains the failure.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# A verb fails with 69 when the mailbox does not exist.
test_absent_mailbox() {
    local verb
    expect_error 69 'no such mailbox: jobs' $mq send jobs x
    for verb in recv peek wait stat purge; do
        expect_error 69 'no such mailbox: jobs' $mq $verb jobs
    done
    expect_error 69 'no such mailbox: jobs' $mq call jobs x
    expect_error 69 'no such mailbox: jobs' $mq ack jobs 0.1.1.x
    expect_error 69 'no such mailbox: jobs' $mq rm jobs
    expect_error 69 'no such mailbox: jobs' $mq recv jobs -- touch ran
    [[ ! -e ran ]] || fail "recv ran its command without a mailbox"
}

# `create` fails with 73 when the mailbox exists, and does not change that mailbox.
test_existing_mailbox() {
    $mq create jobs --capacity 2 --max-size 10
    expect_error 73 '*jobs*exists*' $mq create jobs --capacity 9
    expect_silence 0 $mq create jobs --if-absent --capacity 9
    expect_equal 'capacity     2' "$($mq stat jobs | grep capacity)"
    expect_error 73 '*' env IPC_DIR="$PWD/no/such/parent" $mq create jobs
}

# A verb on a full or empty mailbox fails with 75 if it must not wait, and with 124 if its time limit passes. When a `send`
# of several messages fails, its error message contains the number of sent messages.
test_full_and_empty() {
    $mq create jobs --capacity 2 --max-size 10
    expect_error 75 'mailbox jobs: it is empty' $mq recv jobs --no-wait
    expect_error 124 'mailbox jobs: timed out: it is empty' $mq recv jobs --timeout 100ms
    expect_error 75 '*' $mq peek jobs
    expect_error 75 '*' $mq wait jobs --no-wait
    expect_error 124 '*' $mq wait jobs --timeout 100ms
    expect_silence 0 $mq recv jobs --drain
    expect_error 75 'mailbox jobs: it is full; 2 messages sent' $mq send jobs - --no-wait < <(seq 5)
    expect_error 124 'mailbox jobs: timed out: it is full; 0 messages sent' $mq send jobs - --timeout 100ms <<<one
    expect_error 75 'mailbox jobs: it is full' $mq send jobs one --no-wait
    expect_error 75 '*full*' $mq wait jobs --for room --no-wait
    # `recv` succeeds with fewer than 5 messages, because it has received at least one message before the time limit passes.
    expect_silence 0 $mq recv jobs --count 5 --timeout 100ms >got
    expect_equal $'1\n2' "$(<got)"
    expect_silence 0 $mq wait jobs --for room
}

# `recv` prints an empty line for an empty message, and prints nothing when the mailbox is empty.
test_empty_message() {
    $mq send jobs --create ''
    expect_silence 0 $mq recv jobs --no-wait >got
    expect_equal $'1' "$(wc -l <got)" "lines of an empty message"
}

# `send` fails with 65 when the mailbox does not accept the size of a message.
test_message_of_the_wrong_size() {
    $mq create jobs --capacity 2 --max-size 10
    expect_error 65 '*11 bytes*10*' $mq send jobs 12345678901
    expect_error 65 '*; 1 message sent' $mq send jobs - < <(printf 'a\nccccccccccc\n')
    expect_equal a "$($mq recv jobs --no-wait)"
    expect_error 65 '*' $mq send jobs x --header "k=$(printf '%600s' | tr ' ' v)"
    $mq create exact --fixed-size 4
    expect_error 65 '*3 bytes*4*' $mq send exact abc
    $mq send exact abcd
    expect_equal abcd "$($mq recv exact)"
}
test_malformed_frames() {
    $mq create wide
    # The length at the start of the frame announces a body of three bytes, but only two bytes follow.
    expect_error 65 '*' $mq send wide - --frame < <(printf '\0\0\0\3bb')
    # The metadata of a frame may be up to 64 KiB long, but the metadata of a message (its sender, reply address and
    # headers) may be at most 512 bytes long.
    expect_error 65 '*room for 512*' $mq send wide - --frame < <(printf '\200\0\2\142header_k=%0600d\0\0\0\0\1b' 0)
    expect_error 65 "*priority '-1', which is no number; 1 message sent" $mq send wide - --frame < <(
        printf '\0\0\0\1a\200\0\0\14priority=-1\0\0\0\0\1b'
    )
    expect_error 65 '*frame 1 has malformed metadata*' $mq send wide - --frame < <(printf '\200\0\0\1k\0\0\0\0')
    expect_error 65 '*frame 1 is cut short*' $mq send wide - --frame < <(printf '\200\0\0\4k=v\0')
}
test_text_that_is_no_utf_8() {
    LC_ALL=C $mq send wide --create b --header k=ä --header ä=ö
    expect_equal 'ä ö ü' "$(LC_ALL=C $mq recv wide --format '%h{k} %h{ä} ü')"
    expect_error 2 '*UTF-8*' $mq send wide b --header k=$'\377'
    $mq send wide $'\377' && $mq recv wide --format $'\376%b' >got
    expect_equal $'\376\377' "$(<got)"
}

# `recv` and `send` fail with 74 when stdout or stdin fails. A message that `recv` could not write stays in the mailbox.
test_streams_that_fail() {
    $mq send jobs --create kept
    expect_error 74 '*' $mq recv jobs >/dev/full
    expect_error 74 '*' $mq recv jobs >&-
    expect_error 74 '*' $mq send jobs - <&-
    mkdir -p directory
    expect_error 74 '*' $mq send jobs - <directory
    expect_equal kept "$($mq recv jobs --no-wait)"
}

# `recv` exits with 127 when its command does not exist, with 126 when the command cannot be executed, and with the command's
# exit code when the command fails. The message stays in the mailbox.
test_commands_that_fail() {
    $mq create jobs
    touch plain
    $mq send jobs kept
    expect_error 127 '*no-such-command*' $mq recv jobs -- no-such-command
    expect_error 126 '*./plain*' $mq recv jobs -- ./plain
    expect_error 7 '*status 7*' $mq recv jobs -- bash -c 'exit 7'
    expect_equal kept "$($mq recv jobs --no-wait)"
    # `serve` fails at its start, not at the first request.
    expect_error 127 '*no-such-command*' $mq serve jobs -- no-such-command
}

# A process that waits at a mailbox fails with 69 when the mailbox is removed.
test_removed_while_waiting_for_a_message() {
    local words
    create jobs gone
    for words in 'recv gone' 'recv gone --follow' 'wait gone' 'recv jobs gone'; do
        mkdir "${words// /-}"
        (cd "${words// /-}" && expect_error 69 '*gone*removed*' $mq $words) &
    done
    wait_for_stat gone 'messages*messages*messages*messages'
    $mq rm gone
    wait_all
}
test_removed_while_waiting_for_a_receiver() {
    $mq create gone --capacity 0
    expect_error 69 '*gone*removed*' $mq send gone x &
    local waiter=$!
    wait_for_stat gone 'ready        1'
    $mq rm gone
    expect_exit 0 wait $waiter
}

# A verb fails with 76 when the mailbox is damaged.
test_damaged_mailbox() {
    local verb
    $mq create torn
    truncate -s 100 "$IPC_DIR/mq.torn/box"
    for verb in recv stat peek; do
        expect_error 76 '*torn*' $mq $verb torn
    done
    $mq rm torn
    $mq create torn
    printf 'xxxxxxxx' | dd of="$IPC_DIR/mq.torn/box" conv=notrunc status=none
    expect_error 76 '*torn*not a mailbox*' $mq send torn x
}

test_spellings_of_a_name() {
    $mq create jobs
    $mq send local:jobs hello
    expect_equal hello "$($mq recv mq:jobs)"
    $mq rm mq:jobs
}

# `send --create` and `recv --create` create an absent mailbox. Several processes may do so at once.
test_create_when_absent() {
    local i
    expect_silence 0 $mq send jobs hello --create
    expect_silence 0 $mq send jobs again --create
    expect_equal $'hello\nagain' "$($mq recv jobs other --create --drain)"
    expect_empty other
    $mq rm jobs other
    for i in 1 2 3; do
        $mq send jobs $i --create &
        $mq recv jobs --create --timeout 60s >got.$i &
    done
    wait_all
    expect_equal $'1\n2\n3' "$(sort got.?)"
}

# `rm --if-present` succeeds even if some of the named mailboxes, tasks and kernel queues do not exist, and removes
# those that exist.
test_removal_if_present() {
    $mq create jobs
    expect_silence 0 $mq rm --if-present absent jobs
    expect_error 69 'no such mailbox: jobs' $mq rm jobs
    expect_silence 0 $mq rm --if-present --task ghost
    expect_silence 0 $mq rm --if-present posix:/absent-$$
}

# `rm` continues with the next mailbox after a failure.
test_removal_of_several_mailboxes() {
    create jobs exact
    expect_exit 69 $mq rm absent jobs gone exact 2>errors
    expect_equal 2 "$(wc -l <errors)" "lines of rm's errors"
}
