# The command ipckit acts as one of the programs. Its first argument or the name by which it is called selects the
# program.
. "$IPCKIT_TEST_LIB/prelude.sh"

# Expects that `ipc-fan` and `ipckit fan` pass the same words, streams and environment to a command. The comparison
# omits the environment variables that differ: `_`, which bash sets to the path of the called program, and the variables
# that begin with IPC.
test_a_program_gets_the_words_the_streams_and_the_environment_of_the_caller() {
    local words=('a  b' $'x\ny' '' '*' $'\xff' -- -n)
    local print='env | grep -avE "^(IPC|_=)"; readlink /proc/self/fd/0 /proc/self/fd/7; printf "<%s>" "$@"'
    ipc-fan run -n 1 -- sh -c "$print" x "${words[@]}" 7<"$0" <&- >expected
    ipckit fan run -n 1 -- sh -c "$print" x "${words[@]}" 7<"$0" <&- >actual
    expect_same_bytes expected actual
    grep -qaF "<a  b><x" actual
}

test_a_program_is_named_by_the_first_argument_or_by_a_link() {
    ln -s "$(command -v ipckit)" kit
    ln -s kit ipc-mq
    ln -s ipc-mq messages
    ipckit ipc-mq create -q jobs
    ./ipc-mq send jobs one
    ./kit mq send jobs two
    ./messages send jobs three
    expect_equal $'one\ntwo\nthree' "$(ipckit mq recv jobs --drain)"
    ipckit mq rm jobs
    expect_error 69 "no such mailbox: jobs" ipckit mq recv jobs
    expect_equal ipc-mq "$(sed 's/:.*//' errors)" "the name in the error line"
}

test_help_lists_the_programs_and_leads_to_their_help() {
    ipckit --help >help
    local program
    for program in prodcons shm mq chain fan; do
        grep -q "^  $program  *[A-Z]" help || fail "no $program in: $(<help)"
    done
    expect_equal "$(ipc-mq send --help)" "$(ipckit help mq send)"
    expect_equal "$(ipc-mq --version)" "$(ipckit --version | sed 's/^ipckit /ipc-mq /')"
}

test_a_wrong_name_is_a_usage_error_that_names_the_right_one() {
    expect_error 2 "the name of a program is missing; *" ipckit
    expect_error 2 "unknown program 'mailbox': use 'ipckit mq'; *" ipckit mailbox send
    expect_error 2 "unknown program 'send': use 'ipckit mq send'; *" ipckit send jobs hi
    expect_error 2 "unknown program 'prodcon' (did you mean 'prodcons'?); *" ipckit help prodcon
}

# In a runtime image, the launcher `ipckit` starts another launcher, here `ipc-shm`, that is in the same directory. The
# name of this directory may contain blanks, quotes and newlines.
test_the_command_works_in_a_directory_of_any_name() {
    local name=$'a  b\'"$x\n'
    mkdir "$name"
    ln -s "$(command -v ipckit)" "$(command -v ipc-shm)" "$name"
    (cd "$name" && expect_silence 0 ./ipckit shm ls)
    expect_silence 0 "./$name/ipckit" shm ls
}
