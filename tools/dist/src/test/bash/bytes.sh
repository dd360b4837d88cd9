# An item's bytes are never changed, whatever they are.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

head -c 3000000 /dev/urandom >random
printf x >>random # neither a newline nor a NUL at the end
(cat random && printf '\n') >random.n
(cat random && printf '\0') >random.0
round_trip() { # BUFFER FILE PUT-OPTION GET-OPTION: what comes out is left in `got`
    ipc-prodcons put "$1" $3 "$2" &
    ipc-prodcons get "$1" $4 --producers 1 >got
    wait_all
}

for how in '' '--doorbell fifo' '--one-to-one --doorbell fifo' --unbounded; do
    ipc-prodcons create any --bytes 4M $how
    ipc-prodcons create tight --bytes 64K $how

    # As lines: NULs and all. One newline is added if the last is missing.
    round_trip tight random '' ''
    expect_same_bytes random.n got

    # As one item, and nothing added.
    round_trip any random --whole --whole
    expect_same_bytes random got

    # As items that end in NUL.
    round_trip tight random -0 -0
    expect_same_bytes random.0 got

    # As frames: what get wrote, put understands.
    ipc-prodcons put any random
    ipc-prodcons get any --frame --drain >frames
    round_trip tight frames --frame --frame
    expect_same_bytes frames got
    round_trip tight frames --frame ''
    expect_same_bytes random.n got
    ipc-prodcons rm any tight
done

ipc-prodcons create jobs
# Empty items are items; reading nothing is no item.
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
ipc-prodcons put jobs --whole </dev/null # an empty file as it is: an empty item
ipc-prodcons get jobs --count 1 --frame --timeout 5s >got
expect_equal "0000" "$(od -An -tu1 got | tr -d ' ')"

# No newline at the end: the item is the same, and a line item always ends in one.
printf 'a\nb' | ipc-prodcons put jobs
expect_equal $'a\nb\n.' "$(ipc-prodcons get jobs --drain; echo .)"
printf 'a\r\nb\r\n' | ipc-prodcons put jobs
expect_equal $'a\r\nb\r\n.' "$(ipc-prodcons get jobs --drain; echo .)"

# A command gets the item's bytes as the framing says.
printf 'x\0y' | ipc-prodcons put jobs --whole
expect_equal ' x \0 y \n' "$(ipc-prodcons get jobs --drain -- od -An -c | tr -s ' ')"
ipc-prodcons rm jobs

# Long items: as large as the area, and one byte more.
for how in '' --unbounded\ --limit\ 64K '--slots 4' --one-to-one; do
    ipc-prodcons create long --bytes 64K $how
    most=$((65536 - 32))
    head -c $most /dev/zero | tr '\0' x >fits
    for framing in '' $([[ $how ]] || echo --whole -0); do
        ipc-prodcons put long $framing fits
        ipc-prodcons get long --drain --whole | cmp - fits
        expect_error 65 '*; 0 items put' ipc-prodcons put long $framing <(cat fits <(echo -n x))
    done
    # those before it are in, and it can be gone on behind it
    expect_error 65 '*line 3*; 2 items put' ipc-prodcons put long <(printf 'a\nb\n'; cat fits <(echo -n xx))
    expect_equal $'a\nb' "$(ipc-prodcons get long --drain)"
    ipc-prodcons rm long
done

# The smallest of buffers.
for how in '--bytes 64' '--bytes 64 --slots 2' '--slots 2' '--slots 1 --full-rule counter' '--bytes 64 --one-to-one' \
    '--slots 2 --doorbell fifo'; do
    ipc-prodcons create small $how
    seq 100 140 | ipc-prodcons put small &
    ipc-prodcons get small --producers 1 >got
    wait_all
    seq 100 140 | cmp - got
    ipc-prodcons rm small
done
