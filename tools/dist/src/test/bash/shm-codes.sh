# The exit code of each failure of ipc-shm, and one line that says what it was.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

usage() {
    expect_exit 2 ipc-shm "$@" >out 2>errors </dev/null
    expect_equal "" "$(<out)" "stdout of a usage error"
    [[ $(wc -l <errors) == 1 && $(<errors) == "ipc-shm"*"--help'" ]] || fail "$*: $(<errors)"
}
usage
usage frobnicate
usage create
usage create scores
usage create --size 4K
usage create scores --size 4K --private
usage create --private --size 4K --if-absent
for size in 0 -1 abc '' 99999999999999999999 1.5K 4KB; do
    usage create scores "--size=$size"
done
for name in '' .. ../x .hidden a/b 'a b' "$(printf '%201s' | tr ' ' a)" nats://host/x mq:x $'a\nb' posix:x posix:/../x \
    posix:/a/b sysv: sysv:0x sysv:0x0 sysv:-1 sysv:99999999999; do
    usage create --size 4K -- "$name"
    usage print -- "$name"
done
usage create --size 4K sysv:7
usage lock sysv:7 -- true
usage print sysv:private
usage create scores --size 4K --mode 8
usage fill scores 256
usage fill scores -1
usage fill scores x
usage read scores --offset -1
usage cell get scores
usage cell get scores 0 --type i16
usage cell get scores 0x10
usage attach scores
usage attach scores --
usage lock scores --timeout 1 -- true
usage chmod 999 scores
usage rm

# 69: there is no such segment.
for verb in read print dump stat 'fill absent 0 --length' 'cell get absent' 'chmod 600' rm; do
    case $verb in
    fill*) command=(fill absent 0) ;;
    cell*) command=(cell get absent 0) ;;
    *) read -ra command <<<"$verb absent" ;;
    esac
    expect_error 69 'no such segment: absent' ipc-shm "${command[@]}"
done
expect_error 69 'no such segment: absent' ipc-shm attach absent -- true
expect_error 69 'no such segment: absent' ipc-shm lock absent -- true
expect_error 69 'no such segment: absent' ipc-shm write absent <<<x
expect_error 69 'no such segment: sysv:0x7ffffffe' ipc-shm stat sysv:0x7ffffffe
expect_error 69 'no such segment: sysv:2147483647' ipc-shm read sysv:2147483647
expect_error 69 'no such segment: posix:/absent-*' ipc-shm read posix:/absent-$$-$RANDOM
expect_error 69 'no such segment: 12345' ipc-shm print 12345

# 73, 74: what cannot be made leaves nothing.
ipc-shm create scores --size 4K >id
expect_error 73 'segment scores exists already' ipc-shm create scores --size 4K
expect_error 74 '*no space*' ipc-shm create large --size 1000G
expect_error 74 '*no space*' ipc-shm create posix:/large-$$ --size 1000G
test ! -e /dev/shm/large-$$ || fail "half of a POSIX segment"
expect_equal scores "$(ls "$IPC_DIR/shm")"
expect_equal "" "$(find "$IPC_DIR/shm" -name '.new*')"

# 2, 65: addresses.
for address in 4096 0x 0xg 0x0 0x-1000 0x10000000000000000 ''; do
    expect_error 2 "'$address' is not an address *" ipc-shm attach scores --at "$address" -- true
done
for address in 0x1001 0xffffffffff600000 0xfffffffffffff000; do
    expect_error 65 "*no process can have 4096 bytes at $address" ipc-shm attach scores --at $address -- true
done

# 76: damage, found before anything is done, and under our hands.
segment=$IPC_DIR/shm/scores
cp "$segment/users" users
for damage in 'truncate -s 0' 'truncate -s 100' 'dd if=/dev/zero bs=64 count=1 conv=notrunc status=none of=' \
    'dd if=/dev/urandom bs=64 count=1 conv=notrunc status=none of='; do
    case $damage in
    dd*) $damage"$segment/users" ;;
    *) $damage "$segment/users" ;;
    esac
    expect_error 76 'segment scores: *' ipc-shm print scores
    expect_error 76 'segment scores: *' ipc-shm stat scores
    expect_error 76 'segment scores: *' ipc-shm attach scores -- true
    expect_equal damaged "$(ipc-shm ls | awk 'NR == 2 {print $2}')"
    cp users "$segment/users"
done
dd if=/dev/urandom of="$segment/users" bs=64 seek=1 count=1000 conv=notrunc status=none # lines that nobody lives in
expect_equal 0 "$(ipc-shm stat scores --json | jq .nattch)"
ipc-shm create cut --size 64M >id
(
    until [[ -s copied ]]; do :; done
    truncate -s 4K "$IPC_DIR/shm/cut/segment"
) &
code=0
mkfifo slow
(exec 3<slow; head -c 1M <&3 >copied; sleep 0.3; cat <&3 >/dev/null) &
ipc-shm read cut >slow 2>errors || code=$?
wait_all
expect_equal 76 $code "the exit code of one whose segment was cut short"
grep -q '^ipc-shm: segment cut was cut short while it was in use$' errors || fail "$(<errors)"
ipc-shm rm cut

# 77: other users' segments, and places that nobody should trust.
mv "$segment" elsewhere
ln -s "$PWD/elsewhere" "$segment"
expect_error 77 '*symbolic link*' ipc-shm print scores
rm "$segment"
mv elsewhere "$segment"
if ((EUID)); then
    chmod 0 "$segment/segment"
    expect_error 77 '*permission denied*' ipc-shm print scores
fi

# 141: nobody reads the output.
ipc-shm create long --size 16M >id
set +o pipefail
ipc-shm read long 2>errors | head -c 1 >byte
expect_equal 141 "${PIPESTATUS[0]}"
ipc-shm dump long 2>>errors | head -n 1 >line
set -o pipefail
expect_equal "" "$(<errors)"

ipc-shm rm scores long
expect_equal "" "$(ipc-shm gc)"
