# How a launcher starts a program.
. "$IPCKIT_TEST_LIB/prelude.sh"

# The launcher is a script. It leaves variables alone that have the names of its own variables.
test_the_environment_of_a_command_is_that_of_the_caller() {
    local name names
    names=$(grep -oE '^ *[a-z_]+=' "$(command -v ipc-fan)" | tr -d ' =' | sort -u)
    for name in $names self lib target; do
        [[ $name == ipckit_* ]] || expect_equal mine "$(env "$name=mine" ipc-fan run -n 1 -- printenv "$name")"
    done
}
