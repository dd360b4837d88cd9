# ipc-fan and ipc-chain pass on to their commands all descriptors that they have inherited. They do not pass on the
# descriptors of their own pipes, logs and statistics files.
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
