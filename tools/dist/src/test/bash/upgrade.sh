# A running program works on when an upgrade replaces or deletes the installation from which the program was started.
. "$IPCKIT_TEST_LIB/prelude.sh"

# is_prepared PID: succeeds if the program has prepared itself for a long run. As soon as the program handles TERM, it
# starts a thread with the name "long run". Half a second later, this thread makes the preparations, and ends.
is_prepared() {
    local caught
    [[ $(readlink "/proc/$1/exe") != */bash ]] || return
    caught=$(awk '/^SigCgt/ { print $2 }' "/proc/$1/status")
    (((0x$caught & 0x4004) == 0x4000)) || return
    not has_thread "$1" 'long run'
}

# The program runs a command for each item after its installation was deleted. The first command succeeds, and reads from a
# descriptor that the user has opened. The second command fails. To report the failure, the program needs classes that it
# has not loaded before.
test_a_waiting_program_works_on_after_its_installation_was_deleted() {
    local home
    home=$(installation)
    mkdir -p old/lib
    cp -r "$home/bin" old
    ! is_image || cp -r "$home/lib/runtime" "$home/lib/ipc-prodcons.aot" old/lib
    ln -s old current
    ipc-prodcons create jobs
    current/bin/ipc-prodcons get jobs -- sh -c 'read -r x; read -r y <&7 && echo "$x $y" || exit 3' 7< <(echo seven) >out 2>errors &
    wait_until is_prepared $!
    ln -sfn "$home" current
    rm -r old
    printf '%s\n' one two | ipc-prodcons put jobs
    expect_exit 3 wait $!
    expect_equal "one seven" "$(<out)"
    expect_equal "ipc-prodcons: sh failed with status 3; its items are in the buffer again" "$(<errors)"
    expect_equal two "$(current/bin/ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
}
