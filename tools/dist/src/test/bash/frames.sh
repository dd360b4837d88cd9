# With --frame, each program reads the frames that another program writes. A frame begins with a length of 4
# bytes. Then follows an item, or metadata of the item in the next frame. A program skips metadata that it does not
# need.
. "$IPCKIT_TEST_LIB/prelude.sh"

# messages: puts three messages into the mailbox `jobs`. The first one has two lines and metadata.
messages() {
    ipc-mq create jobs
    ipc-mq send jobs $'two\nlines' --as Pat --priority 7 --header k=v
    ipc-mq send jobs '' last
    printf '\0\0\0\11two\nlines\0\0\0\0\0\0\0\4last' >plain
}

test_from_a_mailbox_to_a_buffer() {
    messages
    ipc-prodcons create lines
    ipc-mq recv jobs --drain --frame | ipc-prodcons put lines --frame
    ipc-prodcons get lines --drain --frame >got
    expect_same_bytes plain got
    ipc-mq rm jobs
    ipc-prodcons rm lines
}

test_from_a_buffer_to_a_mailbox() {
    messages
    ipc-prodcons create lines
    ipc-prodcons put lines --frame <plain
    ipc-mq recv jobs --drain >/dev/null
    ipc-prodcons get lines --drain --frame | ipc-mq send jobs - --frame --priority 3
    expect_equal $'3 two\nlines\n3 \n3 last' "$(ipc-mq recv jobs --drain --format '%p %b')"
    ipc-mq rm jobs
    ipc-prodcons rm lines
}

test_from_a_mailbox_to_children() {
    messages
    ipc-mq recv jobs --drain --frame >frames
    expect_equal $'<two\nlines><><last>' "$(ipc-fan each -k --frame -- printf '<%s>' <frames)"
    ipc-fan split -j 2 -k --frame -- cat <frames >got
    expect_same_bytes plain got
    ipc-fan serve -j 2 -k --frame -- cat <frames >got
    expect_same_bytes plain got
    # This worker discards its input and writes the messages as frames with metadata. `ipc-fan serve` prints the
    # frames without the metadata.
    ipc-fan serve -j 1 -k --frame -- sh -c 'cat >/dev/null; cat frames' <plain >got
    expect_same_bytes plain got
    ipc-mq rm jobs
}

test_bad_metadata_is_unusable_data() {
    ipc-prodcons create lines
    printf '\0\0\0\1a\200\0\0\3k=v\0\0\0\1b' >bad
    expect_error 65 'buffer lines: frame 2 has malformed metadata; 1 item put' ipc-prodcons put lines --frame <bad
    expect_error 65 '*frame 2 has malformed metadata*' ipc-fan each --frame -- true <bad
    expect_error 125 '*frame 2 has malformed metadata*' ipc-fan split --frame -- cat <bad >got
    expect_error 65 'buffer lines: frame 1 is cut short; 0 items put' ipc-prodcons put lines --frame < <(
        printf '\200\0\0\4k=v\0'
    )
    ipc-prodcons rm lines
}
