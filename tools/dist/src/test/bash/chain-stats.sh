# What is told of each stage of a pipeline: its status, what went through it, and who waited for whom.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# column NAME STAGE: of the table in the file `table`.
column() {
    awk -v name="$1" -v stage="$2" '$1 == "STAGE" { for (i = 1; i <= NF; i++) if ($i == name) at = i } $1 == stage { print $at }' table
}

for how in "--via pipe" "--via ring" "--via ring --restart 1"; do
    # shellcheck disable=SC2086 # words
    expect_exit 0 ipc-chain $how --stats --stats-file figures -- seq 10000 ::: sed 's/^/x/' ::: tr x y >out 2>table
    expect_equal y10000 "$(tail -n 1 out)" "last line"
    expect_equal "seq sed tr" "$(echo $(column COMMAND 1) $(column COMMAND 2) $(column COMMAND 3))" "commands"
    expect_equal "0 0 0" "$(echo $(column STATUS 1) $(column STATUS 2) $(column STATUS 3))" "statuses"
    expect_equal "48894 48894 58894 58894" \
        "$(echo $(column OUT 1) $(column IN 2) $(column OUT 2) $(column IN 3))" "bytes with $how"
    expect_equal - "$(column IN 1)" "bytes that come from our own input"
    expect_equal 3 "$(grep -c '^{"stage":[123],"command":"[a-z]*","pid":[0-9]*,"status":0,.*}$' figures)" "objects"
done

# Named pipes go from process to process: no bytes are counted.
expect_exit 0 ipc-chain --via fifo --stats -- seq 10 ::: cat >out 2>table
expect_equal "- -" "$(echo $(column OUT 1) $(column IN 2))" "bytes of a named pipe"

# Each exit status is kept, also of those that are no failure.
expect_exit 3 ipc-chain --stats -- yes ::: head -1 ::: sh -c 'cat; exit 3' >out 2>table
expect_equal "141 0 3" "$(echo $(column STATUS 1) $(column STATUS 2) $(column STATUS 3))" "statuses"

# Who waits: a slow source starves the next stage, a slow stage blocks the one before.
at_least() {
    awk -v a="$1" -v b="$2" 'BEGIN { exit !(a >= b) }' || fail "$3: $1"
}
for via in pipe ring; do
    expect_exit 0 ipc-chain --via $via --stats -- sh -c 'sleep 0.3; echo x' ::: cat >out 2>table
    at_least "$(column STARVED 2)" 0.25 "starved"
    expect_exit 0 ipc-chain --via $via --stats -- head -c 4000000 /dev/zero ::: sh -c 'sleep 0.3; exec cat' >out 2>table
    at_least "$(column BLOCKED 1)" 0.2 "blocked"
done

# A restart is counted, and the processor time of all of a stage's processes is its own.
expect_exit 0 ipc-chain -q --via ring --restart 5 --stats -- seq 5 ::: \
    sh -c 'while read -r x; do echo "<$x>"; [ "$x" != 3 ] || [ -e died ] || { : >died; kill -9 $$; }; done' >out 2>table
expect_equal 1 "$(column RESTARTS 2)" "restarts"
expect_equal "<1> <2> <3> <4> <5>" "$(echo $(<out))" "answers"

# On a terminal a line tells how far each has come.
: >keys
echo "ipc-chain --stats -- sh -c 'echo x; sleep 0.8' ::: cat" >live
(at_terminal keys live)
grep -q 'sh 0K ::: cat' terminal || fail "nothing live: $(<terminal)"

# A file that cannot be written.
expect_error 74 "cannot write nowhere/figures*" ipc-chain --stats-file nowhere/figures -- true
expect_error 74 "cannot write /dev/full: No space left*" ipc-chain --stats-file /dev/full -- true

# Nobody takes an earlier run's figures for this one's.
expect_error 127 "*" ipc-chain --stats-file figures -- nosuch
expect_equal "" "$(<figures)"
