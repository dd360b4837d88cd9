# Files that are not what they should be end in 76: no hang, no crash, and rm still takes them away.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

ipc-prodcons create good --bytes 64K --mode 600
seq 1000 | ipc-prodcons put good
ring=$IPC_DIR/buf/jobs/ring

damaged() { # HOW COMMAND...: what is done to the file
    cp -r "$IPC_DIR/buf/good" "$IPC_DIR/buf/jobs"
    "${@:2}"
    expect_error 76 '*jobs*' ipc-prodcons get jobs --timeout 20s >/dev/null
    expect_error 76 '*jobs*' ipc-prodcons put jobs --timeout 20s < <(seq 100000)
    ipc-prodcons rm jobs
}
overwrite() { # OFFSET BYTES
    printf "$2" | dd of="$ring" bs=1 seek="$1" conv=notrunc status=none
}

damaged "empty" truncate -s 0 "$ring"
damaged "a byte" truncate -s 1 "$ring"
damaged "cut within the header" truncate -s 4000 "$ring"
damaged "cut before the area" truncate -s 20000 "$ring"
damaged "cut by a byte" truncate -s -1 "$ring"
damaged "zeros" dd if=/dev/zero of="$ring" bs=1K count=200 conv=notrunc status=none
damaged "random" dd if=/dev/urandom of="$ring" bs=1K count=200 conv=notrunc status=none
damaged "another version" overwrite 8 '\2'
damaged "another magic" overwrite 0 'X'
damaged "a wild tail" overwrite 512 '\377\377\377\377\377\377\377\177'
damaged "a negative tail" overwrite 512 '\0\0\0\0\0\0\0\377'
damaged "an odd tail" overwrite 512 '\1'
damaged "a directory" bash -c "rm '$ring' && mkdir '$ring'"

# A random area, a random table: the first look may be fine; the first item may be as well. It ends, and says 76 or
# not, but never crashes.
for at in 4096 69632 135168; do
    for turn in 1 2 3; do
        cp -r "$IPC_DIR/buf/good" "$IPC_DIR/buf/jobs"
        dd if=/dev/urandom of="$ring" bs=1K count=8 seek=$((at / 1024)) conv=notrunc status=none
        for command in 'get jobs --timeout 500ms' 'put jobs --no-wait'; do
            code=0
            timeout 30 ipc-prodcons $command >out 2>errors < <(seq 1000) || code=$?
            [[ $code == @(0|75|76|124) ]] && (($(wc -l <errors) <= 1)) || fail "$command at $at: $code $(<errors)"
        done
        ipc-prodcons rm jobs
    done
done

# A file that is cut while somebody has it mapped.
cp -r "$IPC_DIR/buf/good" "$IPC_DIR/buf/jobs"
ipc-prodcons get jobs --follow >/dev/null 2>errors &
wait_until has_participants 1 jobs
sleep 0.3
truncate -s 4096 "$ring"
expect_exit 76 wait $!
expect_equal 1 "$(wc -l <errors)" "lines of $(<errors)"
ipc-prodcons rm jobs

# Segments of an unbounded one: lost, cut, random.
for how in 'rm SEGMENT' 'truncate -s 10 SEGMENT' 'dd if=/dev/urandom of=SEGMENT bs=1K count=64 conv=notrunc status=none'; do
    ipc-prodcons create jobs --unbounded --bytes 64K
    seq 100000 | ipc-prodcons put jobs
    ${how/SEGMENT/$IPC_DIR/buf/jobs/area/segment-3}
    expect_error 76 '*jobs*' ipc-prodcons get jobs --timeout 20s >/dev/null
    ipc-prodcons rm jobs
done

# Missing files.
cp -r "$IPC_DIR/buf/good" "$IPC_DIR/buf/jobs"
rm "$ring"
expect_exit 76 ipc-prodcons get jobs --no-wait 2>errors
ipc-prodcons rm jobs
cp -r "$IPC_DIR/buf/good" "$IPC_DIR/buf/jobs"
rm "$IPC_DIR/buf/jobs/live"
expect_exit 76 ipc-prodcons get jobs --no-wait 2>errors
ipc-prodcons rm jobs

expect_equal 1000 "$(ipc-prodcons get good --drain | wc -l)" "items of the one that was copied"
ipc-prodcons rm good
