# The exit code of each failure, and one line that says what it was.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

pc=ipc-prodcons

# 2: the command line makes no sense. Nothing is made, nothing is taken.
usage() {
    expect_exit 2 $pc "$@" >out 2>errors </dev/null
    expect_equal "" "$(<out)" "stdout of a usage error"
    [[ $(wc -l <errors) == 1 && $(<errors) == "ipc-prodcons"*"--help'" ]] || fail "$*: $(<errors)"
}
usage
usage frobnicate
usage create
usage create jobs more
for number in 0 -1 abc '' 99999999999999999999; do
    usage create jobs "--slots=$number"
    usage create jobs "--bytes=$number"
done
usage create jobs --max-item 1K1
usage create jobs --unbounded --limit 0x10
usage get jobs --count 0
usage get jobs --producers 1.5
usage get jobs --batch ' 5' -- true
usage create jobs --slots 1
usage create jobs --slots 5000000000
usage create jobs --bytes 63
usage create jobs --bytes 2T
usage create jobs --bytes 64 --max-item 65
usage create jobs --limit 1M
usage create jobs --dir .
usage create jobs --full-rule counter
usage create jobs --doorbell whistle
usage create jobs --unbounded --slots 8
usage create jobs --mode 8
usage create jobs --mode 77777
for name in '' .. .hidden a/b 'a b' "$(printf '%201s' | tr ' ' a)" nats://host/x $'a\nb' 'ä'; do
    usage create -- "$name"
done
usage put mq:jobs
usage get -- -x
usage rm a /b
usage get jobs --timeout 1
usage get jobs --timeout -1s
usage put jobs --timeout 99999999999999999s
usage put jobs --rate 0/s
usage put jobs --rate 5
usage put jobs --on-full explode
usage put jobs -0 --whole
usage put jobs --frame --whole
usage get jobs --no-wait --timeout 1s
usage get jobs --follow --drain
usage get jobs --retries 1
usage get jobs --batch 2
usage get jobs --dead-letter dead
usage get jobs --at-most-once -- cat
usage get jobs --
usage hold jobs
usage hold jobs --
usage rm
[[ ! -e $IPC_DIR/buf ]] || fail "a usage error made something"

# 69: there is no such buffer.
for verb in put get; do
    expect_error 69 'no such buffer: jobs' $pc $verb jobs </dev/null
done
expect_error 69 'no such buffer: jobs' $pc rm jobs
expect_error 69 'no such buffer: jobs' $pc hold jobs -- touch ran
[[ ! -e ran ]] || fail "hold ran its command without a buffer"

# 73: it exists already. It stays what it was.
$pc create jobs --slots 3
expect_error 73 '*jobs*exists*' $pc create jobs --slots 9
expect_silence 0 $pc create jobs --if-absent --slots 9
expect_error 73 '*' env IPC_DIR="$PWD/no/such/parent" $pc create jobs

# 75 and 124: full and empty. What went in is told, and is in.
expect_error 75 '*empty*' $pc get jobs --no-wait
expect_error 124 '*timed out*empty*' $pc get jobs --timeout 100ms
expect_error 75 '*full*; 2 items put' $pc put jobs --no-wait < <(seq 5)
expect_error 124 '*timed out*full*; 0 items put' $pc put jobs --timeout 100ms <<<one
expect_silence 0 $pc get jobs --timeout 100ms >got # items came, so that is no failure
expect_equal $'1\n2' "$(<got)"
$pc put jobs <<<again
expect_silence 0 $pc get jobs --no-wait >got
expect_equal again "$(<got)"

# 65: an item that does not fit. It names the line, and says how many went in.
$pc create small --bytes 128 --max-item 10
expect_error 65 '*line 3*; 2 items put' $pc put small < <(printf 'a\nbb\nccccccccccc\nd\n')
expect_equal $'a\nbb' "$($pc get small --drain)"
expect_error 65 '*; 1 item put' $pc put small -0 < <(printf 'a\0ccccccccccc\0')
$pc get small --drain >/dev/null
expect_error 65 '*; 0 items put' $pc put small --whole < <(seq 10)
expect_error 65 '*' $pc put small --frame < <(printf '\0\0\0\1a\0\0\0\17bb')   # longer than allowed
expect_equal a "$($pc get small --drain)"
expect_error 65 '*' $pc put small --frame < <(printf '\0\0\0\1a\0\0\0\3bb')    # cut short
expect_equal a "$($pc get small --drain)"
expect_error 65 '*' $pc put small --frame < <(printf '\377\377\377\377')       # a negative length
expect_error 65 '*' $pc put small --frame < <(printf '\0\0')

# 74: input that cannot be read, output that cannot be written. What could not be written is still there.
expect_error 74 '*no such file: missing*; 0 items put' $pc put jobs missing
mkdir -p directory
expect_error 74 '*directory*; 0 items put' $pc put jobs directory
expect_error 74 '*' $pc put jobs <directory
expect_error 74 '*' $pc put jobs <&-
$pc put jobs <<<kept
expect_error 74 '*' $pc get jobs --drain >/dev/full
expect_error 74 '*' $pc get jobs --drain >&-
expect_equal kept "$($pc get jobs --drain)"

# 1, 126, 127 and whatever a given command says.
expect_exit 7 $pc hold jobs -- bash -c 'exit 7'
expect_exit 143 $pc hold jobs -- bash -c 'kill -TERM $$'
expect_error 127 '*no-such-command*' $pc hold jobs -- no-such-command
expect_error 126 '*./directory*' $pc hold jobs -- ./directory
touch plain
expect_error 126 '*./plain*' $pc hold jobs -- ./plain
$pc put jobs <<<kept
expect_error 127 '*no-such-command*' $pc get jobs --drain -- no-such-command
expect_error 126 '*./plain*' $pc get jobs --drain -- ./plain
expect_error 7 '*status 7*' $pc get jobs --drain -- bash -c 'exit 7'
expect_equal kept "$($pc get jobs --drain)"

# A name is a name in every spelling; several are removed at once, and what fails stops none.
echo hello | $pc put local:jobs
expect_equal hello "$($pc get buf:jobs --drain)"
expect_exit 69 $pc rm absent jobs gone small 2>errors
expect_equal 2 "$(wc -l <errors)" "lines of rm's errors"
