# ipc-mq: the exit code of each failure, and one line that says what it was.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq

# 2: the command line makes no sense. Nothing is made, nothing is taken.
usage() {
    expect_exit 2 $mq "$@" >out 2>errors </dev/null
    expect_equal "" "$(<out)" "stdout of a usage error"
    [[ $(wc -l <errors) == 1 && $(<errors) == "ipc-mq"*"--help'" ]] || fail "$*: $(<errors)"
}
usage
usage frobnicate
usage create
usage create jobs more
for number in -1 abc '' 1.5 1048577; do
    usage create jobs "--capacity=$number"
done
usage create jobs --max-size 2G
usage create jobs --max-size 1K --fixed-size 1K
usage create jobs --sharing everybody
usage create nats://host/x
usage create buf:jobs
usage send jobs
usage send jobs x --priority 32
usage send jobs x --header novalue
usage send jobs x --pend
usage send jobs x --pend --as T --timeout 1s
usage send jobs x --pend --as T --until-received
usage send jobs - --frame --whole
usage send jobs x --timeout 1
usage send jobs x --reply-to a/b
usage recv
usage recv jobs --json --shell
usage recv jobs --format '%?'
usage recv jobs --drain --follow
usage recv jobs --drain --timeout 1s
usage recv jobs --retries 1
usage recv jobs --dead-letter dead
usage recv jobs --dead-letter jobs -- true
usage recv jobs --json -- true
usage recv jobs --lease 0s
usage recv jobs --
usage peek
usage wait jobs --for godot
usage wait jobs --for accepted
usage ack jobs
usage ack jobs nonsense
usage nack jobs 1.2
usage extend jobs 1.2.3
usage call jobs
usage serve jobs
usage serve jobs --workers 0 -- cat
usage rm
[[ ! -e $IPC_DIR/mq ]] || fail "a usage error made something"

# 69: there is no such mailbox.
expect_error 69 'no such mailbox: jobs' $mq send jobs x
for verb in recv peek wait stat purge; do
    expect_error 69 'no such mailbox: jobs' $mq $verb jobs
done
expect_error 69 'no such mailbox: jobs' $mq call jobs x
expect_error 69 'no such mailbox: jobs' $mq ack jobs 0.1.1.x
expect_error 69 'no such mailbox: jobs' $mq rm jobs
expect_error 69 'no such mailbox: jobs' $mq recv jobs -- touch ran
[[ ! -e ran ]] || fail "recv ran its command without a mailbox"

# 73: it exists already. It stays what it was.
$mq create jobs --capacity 2 --max-size 10
expect_error 73 '*jobs*exists*' $mq create jobs --capacity 9
expect_silence 0 $mq create jobs --if-absent --capacity 9
expect_error 73 '*' env IPC_DIR="$PWD/no/such/parent" $mq create jobs

# 75 and 124: full and empty. What went in is told, and is in.
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
expect_silence 0 $mq recv jobs --count 5 --timeout 100ms >got # messages came, so that is no failure
expect_equal $'1\n2' "$(<got)"
expect_silence 0 $mq wait jobs --for room

# An empty message is a message, and not the lack of one.
$mq send jobs ''
expect_silence 0 $mq recv jobs --no-wait >got
expect_equal $'1' "$(wc -l <got)" "lines of an empty message"

# 65: a message of a size that it does not take, and headers that are too long.
expect_error 65 '*11 bytes*10*' $mq send jobs 12345678901
expect_error 65 '*; 1 message sent' $mq send jobs - < <(printf 'a\nccccccccccc\n')
expect_equal a "$($mq recv jobs --no-wait)"
expect_error 65 '*' $mq send jobs x --header "k=$(printf '%600s' | tr ' ' v)"
expect_error 65 '*' $mq send jobs - --frame < <(printf '\0\0\0\3bb') # cut short
$mq create wide
expect_error 65 '*room for 512*' $mq send wide - --frame < <(
    printf '\200\0\2\134\0\2\130' # 600 bytes beside a body of one
    printf '\0\0\0\0\0\1a\2\117%0591d' 0
    printf b
)
expect_error 65 '*frame 2 has a priority*' $mq send wide - --frame < <(printf '\0\0\0\1a\200\0\0\3\40\0\0')
$mq recv wide --drain >/dev/null
LC_ALL=C $mq send wide b --header k=ä --header ä=ö
expect_equal 'ä ö ü' "$(LC_ALL=C $mq recv wide --format '%h{k} %h{ä} ü')"
expect_error 2 '*UTF-8*' $mq send wide b --header k=$'\377'
$mq send wide $'\377' && $mq recv wide --format $'\376%b' >got
expect_equal $'\376\377' "$(<got)"
$mq rm wide
$mq create exact --fixed-size 4
expect_error 65 '*3 bytes*4*' $mq send exact abc
$mq send exact abcd
expect_equal abcd "$($mq recv exact)"

# 74: output that cannot be written, input that cannot be read. What could not be written is still there.
$mq send jobs kept
expect_error 74 '*' $mq recv jobs >/dev/full
expect_error 74 '*' $mq recv jobs >&-
expect_error 74 '*' $mq send jobs - <&-
mkdir -p directory
expect_error 74 '*' $mq send jobs - <directory
expect_equal kept "$($mq recv jobs --no-wait)"

# 126, 127 and whatever a given command says. The message is still there.
touch plain
$mq send jobs kept
expect_error 127 '*no-such-command*' $mq recv jobs -- no-such-command
expect_error 126 '*./plain*' $mq recv jobs -- ./plain
expect_error 7 '*status 7*' $mq recv jobs -- bash -c 'exit 7'
expect_equal kept "$($mq recv jobs --no-wait)"
expect_error 127 '*no-such-command*' timeout 20 $mq serve jobs -- no-such-command &
server=$!
wait_until $mq wait jobs --for service --no-wait 2>/dev/null
expect_exit 127 $mq call jobs x 2>/dev/null
wait $server

# 69: removed while waiting, whoever waits.
for wish in 'recv gone' 'recv gone --follow' 'wait gone' 'recv jobs gone'; do
    $mq create gone
    expect_error 69 '*gone*removed*' $mq $wish &
    waiter=$!
    wait_until eval '$mq stat gone --json | grep -q seat.*message || $mq stat gone | grep -q messages'
    $mq rm gone
    wait $waiter
done
$mq create gone --capacity 0
expect_error 69 '*gone*removed*' $mq send gone x &
waiter=$!
wait_until eval '$mq stat gone | grep -q "^ready *1"'
$mq rm gone
wait $waiter

# 76: what is no mailbox, or a damaged one.
$mq create torn
truncate -s 100 "$IPC_DIR/mq/torn/box"
for verb in recv stat peek; do
    expect_error 76 '*torn*' $mq $verb torn
done
$mq rm torn
$mq create torn
printf 'xxxxxxxx' | dd of="$IPC_DIR/mq/torn/box" conv=notrunc status=none
expect_error 76 '*torn*not a mailbox*' $mq send torn x
$mq rm torn

# A name is a name in every spelling; several are removed at once, and what fails stops none.
$mq send local:jobs hello
expect_equal hello "$($mq recv mq:jobs)"
expect_exit 69 $mq rm absent jobs gone exact 2>errors
expect_equal 2 "$(wc -l <errors)" "lines of rm's errors"
