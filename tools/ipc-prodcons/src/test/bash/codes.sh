# `ipc-prodcons` has a distinct exit code for each kind of failure, and prints one line that names the reason.
. "$IPCKIT_TEST_LIB/buffers.sh"

# usage ARGUMENT...: expects that `ipc-prodcons ARGUMENT...` ends with the exit code 2, prints nothing on stdout, and
# prints one line on stderr.
usage() {
    expect_exit 2 ipc-prodcons "$@" >out 2>errors </dev/null
    expect_equal "" "$(<out)" "stdout of a usage error"
    local lines
    mapfile lines <errors
    [[ ${#lines[@]} == 1 && ${lines[0]} == "ipc-prodcons"*"--help'"$'\n' ]] || fail "$*: ${lines[*]}"
}

# nothing_created: fails if a usage error has created a buffer.
nothing_created() {
    [[ ! -e $IPC_DIR/buf ]] || fail "a usage error created something"
}

test_2_for_missing_and_unknown_words() {
    for line in '' frobnicate create 'create jobs more' 'get -- -x' 'get jobs --' 'hold jobs' 'hold jobs --' rm; do
        usage $line
    done
    nothing_created
}

test_2_for_invalid_numbers() {
    for number in 0 -1 abc '' 99999999999999999999; do
        usage create jobs "--slots=$number"
        usage create jobs "--bytes=$number"
    done
    for options in '--max-item 1K1' '--unbounded --limit 0x10' '--slots 1' '--slots 5000000000' '--bytes 63' '--bytes 2T' \
        '--bytes 64 --max-item 65' '--mode 8' '--mode 77777'; do
        usage create jobs $options
    done
    for options in '--count 0' '--producers 1.5' '--timeout 1' '--timeout -1s'; do
        usage get jobs $options
    done
    usage get jobs --batch ' 5' -- true
    for options in '--timeout 99999999999999999s' '--rate 0/s' '--rate 5'; do
        usage put jobs $options
    done
    nothing_created
}

test_2_for_options_that_exclude_or_need_each_other() {
    for options in '--limit 1M' '--dir .' '--full-rule counter' '--doorbell whistle' '--unbounded --slots 8'; do
        usage create jobs $options
    done
    for options in '--on-full explode' '-0 --whole' '--frame --whole'; do
        usage put jobs $options
    done
    for options in '--no-wait --timeout 1s' '--follow --drain' '--retries 1' '--batch 2' '--dead-letter dead' \
        '--at-most-once -- cat'; do
        usage get jobs $options
    done
    nothing_created
}

test_2_for_invalid_names() {
    for name in '' .. .hidden a/b 'a b' "$(printf '%201s' | tr ' ' a)" nats://host/x $'a\nb' 'ä'; do
        usage create -- "$name"
    done
    usage put mq:jobs
    usage rm a /b
    nothing_created
}

test_69_for_an_absent_buffer() {
    for verb in put get; do
        expect_error 69 'no such buffer: jobs' ipc-prodcons $verb jobs </dev/null
    done
    expect_error 69 'no such buffer: jobs' ipc-prodcons rm jobs
    expect_error 69 'no such buffer: jobs' ipc-prodcons hold jobs -- touch ran
    [[ ! -e ran ]] || fail "hold ran its command without a buffer"
}

test_73_for_an_existing_buffer_which_stays_as_it_was() {
    use_buffer jobs --slots 3
    expect_error 73 '*jobs*exists*' ipc-prodcons create jobs --slots 9
    expect_silence 0 ipc-prodcons create jobs --if-absent --slots 9
    ipc-prodcons stat jobs | grep -q '^BUFFER_SIZE *3 ' || fail "$(ipc-prodcons stat jobs)"
    expect_error 73 '*' env IPC_DIR="$PWD/no/such/parent" ipc-prodcons create jobs
}

# `put` fails when the buffer is full, and `get` fails when the buffer is empty. The exit code is 75 with --no-wait, and
# 124 when the time of --timeout has passed. The message of `put` says how many items it has put. These items are in the
# buffer.
test_75_and_124_when_the_buffer_is_empty_or_full() {
    use_buffer jobs --slots 3
    expect_error 75 '*empty*' ipc-prodcons get jobs --no-wait
    expect_error 124 '*timed out*empty*' ipc-prodcons get jobs --timeout 100ms
    expect_error 75 '*full*; 2 items put' ipc-prodcons put jobs --no-wait < <(seq 5)
    expect_error 124 '*timed out*full*; 0 items put' ipc-prodcons put jobs --timeout 100ms <<<one
    # A `get` that has received items ends with 0, even if it later finds the buffer empty.
    expect_silence 0 ipc-prodcons get jobs --timeout 100ms >got
    expect_equal $'1\n2' "$(<got)"
    ipc-prodcons put jobs <<<again
    expect_silence 0 ipc-prodcons get jobs --no-wait >got
    expect_equal again "$(<got)"
}

# The message of `put` names the line that does not fit, and says how many items `put` has put before this line.
test_65_for_an_item_that_does_not_fit() {
    use_buffer small --bytes 128 --max-item 10
    expect_error 65 '*line 3*; 2 items put' ipc-prodcons put small < <(printf 'a\nbb\nccccccccccc\nd\n')
    expect_equal $'a\nbb' "$(ipc-prodcons get small --drain)"
    expect_error 65 '*; 1 item put' ipc-prodcons put small -0 < <(printf 'a\0ccccccccccc\0')
    ipc-prodcons get small --drain >/dev/null
    expect_error 65 '*; 0 items put' ipc-prodcons put small --whole < <(seq 10)
}

test_65_for_a_bad_frame() {
    use_buffer small --bytes 128 --max-item 10
    # The length of the second frame is greater than --max-item.
    expect_error 65 '*' ipc-prodcons put small --frame < <(printf '\0\0\0\1a\0\0\0\17bb')
    expect_equal a "$(ipc-prodcons get small --drain)"
    # The second frame is shorter than its length says.
    expect_error 65 '*' ipc-prodcons put small --frame < <(printf '\0\0\0\1a\0\0\0\3bb')
    expect_equal a "$(ipc-prodcons get small --drain)"
    # If the highest bit of a length is 1, the frame contains metadata, and the other bits are the length of the
    # metadata, here almost 2 GiB. But no metadata follows.
    expect_error 65 '*' ipc-prodcons put small --frame < <(printf '\377\377\377\377')
    # The input ends after two of the four bytes of a length.
    expect_error 65 '*' ipc-prodcons put small --frame < <(printf '\0\0')
}

# `put` fails with 74 when it cannot read its input. `get` fails with 74 when it cannot write its output, and the items
# that `get` could not write stay in the buffer.
test_74_for_unreadable_input_and_unwritable_output() {
    use_buffer jobs --slots 3
    expect_error 74 '*no such file: missing*; 0 items put' ipc-prodcons put jobs missing
    mkdir -p directory
    expect_error 74 '*directory*; 0 items put' ipc-prodcons put jobs directory
    expect_error 74 '*' ipc-prodcons put jobs <directory
    expect_error 74 '*' ipc-prodcons put jobs <&-
    ipc-prodcons put jobs <<<kept
    expect_error 74 '*' ipc-prodcons get jobs --drain >/dev/full
    expect_error 74 '*' ipc-prodcons get jobs --drain >&-
    expect_equal kept "$(ipc-prodcons get jobs --drain)"
}

test_hold_ends_with_the_status_of_its_command() {
    use_buffer jobs
    mkdir -p directory
    touch plain
    expect_exit 7 ipc-prodcons hold jobs -- bash -c 'exit 7'
    expect_exit 143 ipc-prodcons hold jobs -- bash -c 'kill -TERM $$'
    expect_error 127 '*no-such-command*' ipc-prodcons hold jobs -- no-such-command
    expect_error 126 '*./directory*' ipc-prodcons hold jobs -- ./directory
    expect_error 126 '*./plain*' ipc-prodcons hold jobs -- ./plain
}

test_get_ends_with_the_status_of_its_command_and_keeps_the_item() {
    use_buffer jobs
    touch plain
    ipc-prodcons put jobs <<<kept
    expect_error 127 '*no-such-command*' ipc-prodcons get jobs --drain -- no-such-command
    expect_error 126 '*./plain*' ipc-prodcons get jobs --drain -- ./plain
    expect_error 7 '*status 7*' ipc-prodcons get jobs --drain -- bash -c 'exit 7'
    expect_equal kept "$(ipc-prodcons get jobs --drain)"
}

# If a signal ends only the command, `ipc-prodcons` exits with the status of the command. If `ipc-prodcons` ended itself
# by the signal, bash would print a message.
test_the_signal_of_a_command_does_not_end_the_program() {
    use_buffer jobs
    ipc-prodcons put jobs <<<kept
    for verb in 'get jobs --drain' 'hold jobs'; do
        bash -c "ipc-prodcons $verb -- sh -c 'kill -TERM \$\$'; echo \$?" >out 2>errors
        expect_equal 143 "$(<out)$(<errors)" "$verb"
    done
    expect_equal kept "$(ipc-prodcons get jobs --drain)"
}

test_schemes_name_the_same_buffer() {
    use_buffer jobs
    echo hello | ipc-prodcons put local:jobs
    expect_equal hello "$(ipc-prodcons get buf:jobs --drain)"
}

test_rm_if_present_succeeds_for_absent_buffers() {
    ipc-prodcons create jobs
    expect_silence 0 ipc-prodcons rm --if-present absent jobs
    expect_error 69 'no such buffer: jobs' ipc-prodcons rm jobs
}

test_rm_continues_after_a_failure() {
    ipc-prodcons create jobs
    ipc-prodcons create small
    expect_exit 69 ipc-prodcons rm absent jobs gone small 2>errors
    expect_equal 2 "$(wc -l <errors)" "lines of rm's errors"
}
