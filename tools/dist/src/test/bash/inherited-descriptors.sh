# The commands that ipc-fan and ipc-chain start inherit the descriptors that the program inherited. They do not inherit the
# pipes, logs and statistics files of the program.
. "$IPCKIT_TEST_LIB/prelude.sh"

test_commands_inherit_only_the_given_descriptors() {
    : >errors
    exec 9<errors
    given=$(sh -c 'ls /proc/$$/fd; :')
    expect_equal "$given" "$(ipc-fan run -n 1 -- sh -c 'ls /proc/$$/fd; :')"
    expect_equal "$given" "$(ipc-fan each --joblog log -k --stdin -- sh -c 'ls /proc/$$/fd; :' <<<x)"
    expect_equal "$given" "$(ipc-chain pipe --stats-file log -- sh -c 'ls /proc/$$/fd; :')"
    expect_equal "$given" "$(ipc-chain run -n 2 -- sh -c '[ $IPC_INDEX = 1 ] || ls /proc/$$/fd; :')"
    exec 9<&-
}
