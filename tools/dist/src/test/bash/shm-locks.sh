# watchdog: 600s
# The lock of a segment: one at a time, or several that only read; and whoever is killed leaves none behind.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

ipc-shm create guard --size 1 >id

# The exit status is the command's.
expect_exit 7 ipc-shm lock guard -- bash -c 'exit 7'
expect_exit 143 ipc-shm lock guard -- bash -c 'kill -TERM $$'
expect_exit 127 ipc-shm lock guard -- ./no-such-command 2>errors
ipc-shm lock guard --no-wait -- true

# While somebody has it, others wait, as long as they want to.
mkfifo go gone
ipc-shm lock guard -- bash -c 'echo >gone; read -r _ <go' &
read -r _ <gone
expect_error 75 '*locked by somebody else' ipc-shm lock guard --no-wait -- true
expect_error 124 '*locked by somebody else' ipc-shm lock guard --timeout 100ms -- true
expect_error 75 '*locked by somebody else' ipc-shm lock guard --shared --no-wait -- true
ipc-shm lock guard --timeout 1m -- touch second &
sleep 0.2
test ! -e second || fail "two at a time"
echo >go
wait_all
test -e second || fail "the second never had it"

# Several that only read.
for i in 1 2 3; do
    ipc-shm lock guard --shared -- bash -c 'echo >>readers; read -r _ <go' &
done
wait_until has_lines readers 3 2>/dev/null
expect_error 75 '*locked*' ipc-shm lock guard --no-wait -- true
exec {open}<>go
printf '\n\n\n' >&$open
wait_all
exec {open}>&-

# It stays with what the command has started, and goes with the last of them.
ipc-shm lock guard -- bash -c 'sleep 100 & echo $! >child; kill -KILL $$' 2>/dev/null &
expect_exit 137 wait $!
expect_error 75 '*locked*' ipc-shm lock guard --no-wait -- true
kill "$(<child)"
ipc-shm lock guard --timeout 20s -- true

# Holders that are killed while others wait: the count below is read and written by one at a time, or it would be less.
# Each of four processes starts so many of them, a thousand in all when the torture is long.
each=8
[[ ${IPCKIT_TORTURE-} != long ]] || each=250
echo 0 >count
holder() {
    for ((i = 0; i < each; i++)); do
        ipc-shm lock guard --timeout 60s -- bash -c 'n=$(<count); echo $((n + 1)) >count; kill -KILL $$' || true
    done
}
for _ in 1 2 3 4; do
    holder 2>/dev/null & # the shell tells each death
done
wait_all
expect_equal $((4 * each)) "$(<count)" "critical sections"
ipc-shm lock guard --no-wait -- true
expect_exit 69 ipc-shm lock absent -- true 2>errors
ipc-shm rm guard
