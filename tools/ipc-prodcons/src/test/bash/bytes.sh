# `put` and `get` never change the bytes of an item. The tests try each kind of buffer and each framing. The framing is
# the way in which the input and the output separate items, for example by newlines.
. "$IPCKIT_TEST_LIB/buffers.sh"

# round_trip BUFFER FILE PUT-OPTION GET-OPTION: puts the file into the buffer, and writes the output of `get` to the
# file `got`.
round_trip() {
    ipc-prodcons put "$1" $3 "$2" &
    ipc-prodcons get "$1" $4 --producers 1 >got
    wait_all
}

test_random_bytes_survive_in_each_kind_of_buffer_and_with_each_framing() {
    head -c 1000000 /dev/urandom >random
    # With this last byte, the file ends in neither a newline nor a NUL, so `get` must add the newline or the NUL.
    printf x >>random
    (cat random && printf '\n') >random.n
    (cat random && printf '\0') >random.0
    for options in '' '--one-to-one --doorbell fifo' --unbounded; do
        echo "kind of buffer: ${options:-default}"
        ipc-prodcons create any --bytes 2M $options
        ipc-prodcons create tight --bytes 64K $options

        # By default, each line is an item, and may contain NULs. The file `random` does not end in a newline, so `get`
        # adds one.
        round_trip tight random '' ''
        expect_same_bytes random.n got

        # With --whole, the file is one item, and `get` adds no bytes.
        round_trip any random --whole --whole
        expect_same_bytes random got

        # With -0, each item ends in NUL. The file `random` does not end in a NUL, so `get` adds one.
        round_trip tight random -0 -0
        expect_same_bytes random.0 got

        # With --frame, each item is a frame: its length, then its bytes. `put` accepts the frames that `get` has
        # written.
        ipc-prodcons put any random
        ipc-prodcons get any --frame --drain >frames
        round_trip tight frames --frame --frame
        expect_same_bytes frames got
        round_trip tight frames --frame ''
        expect_same_bytes random.n got
        ipc-prodcons rm any tight
    done
}

test_empty_items_are_items_but_empty_input_is_none() {
    use_buffer jobs
    printf '\n\na\n\n' | ipc-prodcons put jobs
    expect_equal 5 "$(ipc-prodcons get jobs --drain | wc -c)"
    printf '\0\0a' | ipc-prodcons put jobs -0
    expect_equal ' \0 \0 a \0' "$(ipc-prodcons get jobs -0 --drain | od -An -c | tr -s ' ')"
    ipc-prodcons put jobs </dev/null
    ipc-prodcons put jobs -0 </dev/null
    ipc-prodcons put jobs --frame </dev/null
    expect_error 75 '*empty*' ipc-prodcons get jobs --no-wait
    printf '\0\0\0\0\0\0\0\1a\0\0\0\0' | ipc-prodcons put jobs --frame
    expect_equal $'\na\n\n.' "$(ipc-prodcons get jobs --drain; echo .)" "an empty frame, a full one, an empty one"
    # With --whole, an empty file is an empty item.
    ipc-prodcons put jobs --whole </dev/null
    ipc-prodcons get jobs --count 1 --frame --timeout 5s >got
    expect_equal "0000" "$(od -An -tu1 got | tr -d ' ')"
}

test_a_line_ends_in_one_newline() {
    use_buffer jobs
    printf 'a\nb' | ipc-prodcons put jobs
    expect_equal $'a\nb\n.' "$(ipc-prodcons get jobs --drain; echo .)"
    printf 'a\r\nb\r\n' | ipc-prodcons put jobs
    expect_equal $'a\r\nb\r\n.' "$(ipc-prodcons get jobs --drain; echo .)"
}

test_a_command_gets_the_bytes_of_the_framing() {
    use_buffer jobs
    printf 'x\0y' | ipc-prodcons put jobs --whole
    expect_equal ' x \0 y \n' "$(ipc-prodcons get jobs --drain -- od -An -c | tr -s ' ')"
}

# longest_item_fits CREATE-OPTIONS [PUT-OPTION...]: creates a buffer with a data area (memory for items) of 64 KiB.
# Expects that `put` accepts an item of 64 KiB minus 32 bytes, and rejects an item that is one byte longer. The 32 bytes
# are for two headers of 16 bytes: the header of this item, and the header of the next item.
longest_item_fits() {
    ipc-prodcons create long --bytes 64K $1
    shift
    head -c $((65536 - 32)) /dev/zero | tr '\0' x >fits
    for framing in '' "$@"; do
        ipc-prodcons put long $framing fits
        ipc-prodcons get long --drain --whole | cmp - fits
        expect_error 65 '*; 0 items put' ipc-prodcons put long $framing <(cat fits <(echo -n x))
    done
    # `put` rejects the third line, after it has put the first two lines.
    expect_error 65 '*line 3*; 2 items put' ipc-prodcons put long <(printf 'a\nb\n'; cat fits <(echo -n xx))
    expect_equal $'a\nb' "$(ipc-prodcons get long --drain)"
    ipc-prodcons rm long
}

test_an_item_may_be_as_large_as_the_area() {
    longest_item_fits '' --whole -0
    longest_item_fits '--slots 4'
    longest_item_fits --one-to-one
}

test_an_item_may_be_as_large_as_the_limit_of_an_unbounded_buffer() {
    longest_item_fits '--unbounded --limit 64K'
}

test_the_smallest_buffers_pass_items_in_order() {
    for how in '--bytes 64' '--bytes 64 --slots 2' '--slots 2' '--slots 1 --full-rule counter' \
        '--bytes 64 --one-to-one' '--slots 2 --doorbell fifo'; do
        ipc-prodcons create small $how
        (seq 100 140 | ipc-prodcons put small) &
        ipc-prodcons get small --producers 1 >got
        wait_all
        seq 100 140 | cmp - got
        ipc-prodcons rm small
    done
}
