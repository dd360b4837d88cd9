# Who is attached counts as long as the kernel says so; what is removed goes with the last of them.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

has_nattch() { # COUNT NAME
    [[ $(ipc-shm stat "$2" --json | jq .nattch) == "$1" ]]
}
gone() { # PID
    ! kill -0 "$1" 2>/dev/null
}

id=$(ipc-shm create scores --size 4K)
has_nattch 0 scores || fail "nobody is attached yet"

# The command has the segment by its path and by a descriptor; of ours it has no more than the lock that counts it.
cat >worker <<'END'
echo "$IPC_SHM_SIZE" >size
cp --no-preserve=all message "$IPC_SHM_PATH"
printf Jell >&"$IPC_SHM_FD"
readlink /proc/$$/fd/* >descriptors
sed -n 's/^SigBlk:\t//p' /proc/self/status >blocked
exit 7
END
head -c 4K /dev/zero >message
printf Hello | dd of=message conv=notrunc status=none
expect_exit 7 ipc-shm attach scores -- bash worker
expect_equal 4096 "$(<size)"
expect_equal Jello "$(ipc-shm print scores)"
expect_equal 0000000000000000 "$(<blocked)" "signals blocked in the command"
! grep -q 'lib/modules\|\.aot' descriptors || fail "the command has files of the virtual machine: $(<descriptors)"
for limit in $(ulimit -Hn) $(($(ulimit -Sn) / 2)); do
    expect_equal "$limit" "$(ulimit -Sn "$limit" && ipc-shm attach scores -- bash -c 'ulimit -Sn')" "open files"
done
expect_exit 127 ipc-shm attach scores -- ./no-such-command 2>errors
expect_exit 126 ipc-shm attach scores -- ./worker 2>errors
expect_exit 143 ipc-shm attach scores -- bash -c 'kill -TERM $$'
has_nattch 0 scores || fail "those have ended"

# No process of ours waits beside it, so killing it is the end; what it started keeps the attachment.
ipc-shm attach scores -- sleep 100 &
attached=$!
wait_until has_nattch 1 scores
expect_equal sleep "$(ps -o comm= -p $attached)" "what the process has become"
expect_equal "[[$attached,\"sleep\",\"command\"]]" \
    "$(ipc-shm stat scores --json | jq -c '[.attached[] | [.pid, .command, .role]]')"
ipc-shm attach scores -- bash -c 'sleep 100 & echo $! >child; wait' &
parent=$!
wait_until has_nattch 2 scores
kill -KILL $attached
wait_until has_nattch 1 scores
wait_until test -s child
kill -KILL $parent
wait_until gone $parent
has_nattch 1 scores || fail "its child has the segment still"
kill "$(<child)"
wait_until has_nattch 0 scores

# The words of a command are the bytes that were given, whatever the locale makes of them.
for locale in C C.UTF-8; do
    LC_ALL=$locale ipc-shm attach scores -- printf '%s\n' $'\xe9' é '' plain >words
    printf '%s\n' $'\xe9' é '' plain | expect_same_bytes words -
done
LC_ALL=C expect_error 2 "* is not a path here*" ipc-shm write scores é

# A removal takes the name at once and the memory last.
ipc-shm attach scores -- bash -c 'read -r _ <go; head -c 5 <&$IPC_SHM_FD >kept' &
mkfifo go
wait_until has_nattch 1 scores
expect_error 75 '*1 attached' ipc-shm rm scores --if-unattached
ipc-shm rm scores
expect_error 69 'no such segment: scores' ipc-shm print scores
expect_equal 'scores true 1' "$(ipc-shm ls --json | jq -r '"\(.name) \(.removed) \(.nattch)"')"
expect_equal "" "$(ipc-shm gc)" "what gc deletes while it is used"
ipc-shm create scores --size 4K >id # the name is free
ipc-shm rm scores --if-unattached
echo >go
wait
expect_equal Jello "$(<kept)"
expect_equal 1 "$(ipc-shm gc | grep -c scores)" "what is left when the last has gone"
expect_equal "" "$(ipc-shm ls --json)"

# A number instead of a name.
id=$(ipc-shm create --private --size 100)
echo nameless | ipc-shm write "$id"
expect_equal nameless "$(ipc-shm print "$id")"
ipc-shm rm "$id"
id=$(ipc-shm create named --size 100)
echo named | ipc-shm write "$id"
expect_equal named "$(ipc-shm print named)"
ipc-shm rm "$id"

# A pin holds a segment between two commands of a script, and does not die with the script's terminal or group.
ipc-shm create pinned --size 100 >id
(setsid --wait bash -c 'ipc-shm pin pinned; kill -HUP -- -$$') || true
expect_equal pin "$(ipc-shm stat pinned --json | jq -r '.attached[].role')"
ipc-shm pin pinned
has_nattch 2 pinned || fail "pinned twice"
expect_error 75 '*2 attached' ipc-shm rm pinned --if-unattached
ipc-shm rm pinned
ipc-shm unpin pinned # though it has lost its name
expect_error 69 'no such segment: pinned' ipc-shm unpin pinned
ipc-shm create pinned --size 100 >id
expect_error 1 'segment pinned is not pinned' ipc-shm unpin pinned
expect_error 2 '*' ipc-shm pin posix:/pinned
expect_error 69 'no such segment: absent' ipc-shm pin absent
ipc-shm rm pinned
ipc-shm gc >deleted
