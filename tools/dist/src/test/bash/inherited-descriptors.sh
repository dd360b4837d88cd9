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

# The number of an inherited descriptor (200) may exceed the limit of open files (64), because the caller has opened the
# descriptor before it lowered the limit.
test_an_inherited_descriptor_may_exceed_the_limit_of_open_files() {
    exec 200</dev/null
    expect_equal started "$(ulimit -n 64; ipc-fan run -n 1 --format none -- echo started)"
    expect_equal "1 2" "$(ulimit -n 64; seq 2 | ipc-fan each -k -- echo | paste -sd ' ')"
    expect_equal x "$(ulimit -n 64; ipc-chain pipe -- echo x ::: cat)"
    exec 200<&-
}

# A native binary opens its own executable file at the start. The binary must not pass on this
# descriptor, but must pass on the descriptor with which the caller has opened the same file.
test_commands_inherit_a_descriptor_of_the_program_itself() {
    local given
    exec 9<"$(readlink -f "$(command -v ipc-fan)")"
    given=$(sh -c 'ls /proc/$$/fd; :')
    expect_equal "$given" "$(ipc-fan run -n 1 -- sh -c 'ls /proc/$$/fd; :')"
    expect_equal 0 "$(ipc-fan run -n 1 -- sh -c 'cmp - /proc/self/fd/9; echo $?' <&9)"
    exec 9<&-
}
