# A buffer without bounds grows and shrinks in files; a full file system ends a put, and loses nothing.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

segments() { # DIRECTORY
    find "$1" -name 'segment-[0-9]*' | wc -l
}

# Producers never wait; what was consumed is freed.
ipc-prodcons create log --unbounded --bytes 64K
seq 200000 >expected
ipc-prodcons put log --no-wait expected
area=$IPC_DIR/buf/log/area
(($(segments "$area") > 15)) || fail "$(segments "$area") segments for $(wc -c <expected) bytes"
head -n 100000 expected >first
ipc-prodcons get log --count 100000 | cmp - first
(($(segments "$area") < 15)) || fail "consumed segments are still there: $(segments "$area")"
ipc-prodcons get log --drain | cmp - <(tail -n +100001 expected)
(($(segments "$area") <= 2)) || fail "an empty buffer keeps $(segments "$area") segments"
ipc-prodcons rm log

# A limit bounds it all the same.
ipc-prodcons create log --unbounded --bytes 64K --limit 256K
expect_error 75 '*full*items in' ipc-prodcons put log --no-wait expected
in=$(grep -o '[0-9]* items in' errors | cut -d' ' -f1)
expect_equal "$in" "$(ipc-prodcons get log --drain | tail -n 1)" "items in, by put's word and by get's"
ipc-prodcons put log expected & # more than the limit, with somebody who makes room
ipc-prodcons get log --producers 1 | cmp - expected
wait_all
ipc-prodcons rm log

# Elsewhere: in a directory of its own, which goes with the buffer.
mkdir disk
ipc-prodcons create log --unbounded --dir disk --bytes 64K
ipc-prodcons put log expected
(($(segments disk) > 15)) || fail "the items are not in the directory that was named"
ipc-prodcons get log --drain | cmp - expected
ipc-prodcons put log expected
ipc-prodcons rm log
expect_equal "" "$(ls -A disk)" "what rm left of the buffer elsewhere"
ipc-prodcons create there
expect_error 73 '*there*exists*' ipc-prodcons create there --unbounded --dir disk
expect_equal "" "$(ls -A disk)" "what a create in vain left elsewhere"
expect_error 74 '*' ipc-prodcons create log --unbounded --dir no/such/directory
ipc-prodcons rm there

# Full file systems; whoever may make one of two megabytes.
if unshare -m true 2>/dev/null; then
    cat >full.sh <<END
. "${BASH_SOURCE%/*}/lib/prelude.sh"
END
    cat >>full.sh <<'END'
mkdir tiny
mount -t tmpfs -o size=2m tmpfs tiny
IPC_DIR=$PWD/tiny

# At create: 74, and nothing half-made.
expect_error 74 '*' ipc-prodcons create big --bytes 4M
expect_equal "" "$(find tiny -mindepth 2)" "what is left of a buffer for which there is no room"
expect_error 74 '*' ipc-prodcons put big --create --bytes 4M </dev/null 2>/dev/null || true
ipc-prodcons create log --unbounded --bytes 256K

# At growth: 74, those items are in whose put was reported, and it goes on when there is room.
expect_error 74 '*items in' ipc-prodcons put log expected
in=$(grep -o '[0-9]* items in' errors | cut -d' ' -f1)
((in > 1000)) || fail "only $in items are in"
ipc-prodcons get log --count 1000 >got
expect_error 74 '*items in' ipc-prodcons put log expected # still no room for so many
more=$(grep -o '[0-9]* items in' errors | cut -d' ' -f1)
ipc-prodcons get log --drain >>got
cat <(head -n $in expected) <(head -n $more expected) | cmp - got
seq 50 | ipc-prodcons put log
expect_equal 50 "$(ipc-prodcons get log --drain | wc -l)"

# One that is bounded has its room from the start.
ipc-prodcons rm log
ipc-prodcons create safe --bytes 1M
head -c 3M /dev/zero >tiny/filler 2>/dev/null || true
ipc-prodcons put safe expected &
ipc-prodcons get safe --producers 1 | cmp - expected
wait_all
rm tiny/filler
ipc-prodcons rm safe
expect_nothing_left
umount tiny
END
    unshare -m bash full.sh
fi
