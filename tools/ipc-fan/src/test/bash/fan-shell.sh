# ipc-fan shell runs the commands of standard input in the foreground; a command that ends in & runs in the background.
. "$IPCKIT_TEST_LIB/prelude.sh"

# `shell` runs one command after the other, and ignores comments and empty lines.
test_commands_run_one_after_the_other() {
    expect_equal $'1\n2\n3' "$(ipc-fan shell <<<$'# 0\necho 1\n\n  \nsleep 0.1; echo 2 # two\necho 3')"
    expect_equal "last" "$(printf 'echo last' | ipc-fan shell)"
    expect_equal "" "$(ipc-fan shell </dev/null)"
    seq -f 'echo %.0f' 300 >commands
    expect_same_bytes <(seq 300) <(ipc-fan shell <commands)
}

# A line can have quotes, pipelines and redirections as in sh; a quoted & is an ordinary character.
test_a_line_has_the_syntax_of_sh() {
    cat >commands <<'END'
echo "a & b" '# c' d#e "it's"
echo 3 4 | tr ' ' +
echo to a file >file; cat file
echo x \&
echo "x &"
true && echo and
false || echo or
(exit 0) & echo two
END
    expect_equal $'a & b # c d#e it\'s\n3+4\nto a file\nx &\nx &\nand\nor\ntwo' "$(ipc-fan shell <commands)"
    # A command can have bytes that are not valid UTF-8.
    printf 'printf "%%s" "\377\376"\n' | ipc-fan shell >got
    expect_same_bytes <(printf '\377\376') got
    head -c 100000 /dev/zero | tr '\0' x >long
    expect_equal 100000 "$({ printf 'printf %%s '; cat long; printf ' | wc -c\n'; } | ipc-fan shell)"
}

# `shell` does not wait for a command that ends in &, except at the end of the input.
test_a_command_with_ampersand_is_not_waited_for() {
    expect_equal $'front\nback' "$(ipc-fan shell -q <<<$'until [ -e go ]; do sleep 0.02; done; echo back &  # behind\necho front\ntouch go')"
}

# -j limits the number of commands in the background; the foreground command is not counted.
test_at_most_n_commands_run_in_the_background() {
    for i in 1 2 3 4 5 6 7 8; do
        echo "mkdir running.$i; ls -d running.* | wc -l >>counts; sleep 0.1; rmdir running.$i &"
    done >commands
    ipc-fan shell -j 3 <commands
    expect_equal "8 3" "$(wc -l <counts) $(sort -n counts | tail -n 1)"
    expect_equal front "$(ipc-fan shell -j 1 <<<$'until [ -e go ]; do sleep 0.02; done &\necho front; touch go')"
}

# The built-in commands jobs, fg, bg and wait accept jobs that run, are stopped, or have ended.
test_jobs_wait_fg_and_bg() {
    cat >commands <<'END'
until [ -e one ]; do sleep 0.02; done; echo one &
until [ -e two ]; do sleep 0.02; done; echo two &
jobs
touch two
wait %2
echo waited
jobs
touch one
fg
wait
jobs
wait %1
END
    expect_equal '[1]  running  until [ -e one ]; do sleep 0.02; done; echo one
[2]  running  until [ -e two ]; do sleep 0.02; done; echo two
two
waited
[1]  running  until [ -e one ]; do sleep 0.02; done; echo one
one' "$(ipc-fan shell -q -j 2 <commands)"
    cat >commands <<'END'
echo $$ >pid; kill -STOP $$; echo went on &
until read -r pid <pid && grep -q '^State:.T' /proc/$pid/status; do sleep 0.02; done 2>/dev/null
sleep 0.1
jobs
bg
wait
END
    expect_equal $'[1]  stopped  echo $$ >pid; kill -STOP $$; echo went on\nwent on' "$(ipc-fan shell -q <commands)"
    expect_error 1 'no such job: %7' ipc-fan shell <<<'wait %7'
    expect_error 1 'there is no job' ipc-fan shell <<<'fg'
}

# cd changes the directory in which later commands start. Like cd of sh, cd uses the variables HOME and OLDPWD.
test_cd_changes_the_directory_of_commands() {
    mkdir -p "d d/e"
    here=$PWD
    expect_equal "$here/d d/e|$here/d d|$here/d d/e|/|$here" \
        "$(here=$PWD HOME=/ ipc-fan shell <<<$'cd "d d"/e\npwd\ncd ..\npwd\ncd -\npwd\ncd\npwd\ncd "$here"\npwd' | paste -sd '|')"
    expect_exit 0 ipc-fan shell <<<'cd .' >got
    expect_equal "" "$(<got)"
    expect_exit 2 ipc-fan shell --exit highest <<<$'cd /no/such/directory\npwd' >got 2>errors
    expect_equal "$here" "$(<got)"
}

# `shell` combines the exit statuses of all commands, including commands in the background.
test_exit_status_of_all_commands() {
    expect_exit 0 ipc-fan shell <<<$'true\ntrue &'
    expect_exit 3 ipc-fan shell <<<$'true\n(exit 3)\n(exit 4)'
    expect_exit 4 ipc-fan shell --exit highest <<<$'(exit 3)\n(exit 4) &\ntrue'
    expect_exit 0 ipc-fan shell --exit any <<<$'(exit 3)\ntrue'
    expect_exit 7 ipc-fan shell <<<$'false\nexit 7\necho not this' >got
    expect_exit 1 ipc-fan shell <<<$'false\nexit\necho not this' >>got
    expect_equal "" "$(<got)"
    expect_exit 127 ipc-fan shell <<<'no-such-command' 2>/dev/null
    expect_exit 137 ipc-fan shell <<<'kill -KILL $$'
    expect_error 2 "exit: 'x' is not a status" ipc-fan shell <<<'exit x'
}

# The standard input of a command is empty.
test_commands_do_not_read_the_script() {
    expect_equal $'0\nnext' "$(ipc-fan shell <<<$'wc -c\necho next')"
}

# `shell` reports a zero byte and an argument that is too long, and still runs the other lines.
test_unusable_lines_are_reported_and_others_run() {
    expect_exit 65 ipc-fan shell < <(printf 'echo one\necho \0two\necho three\n') >got 2>errors
    expect_equal $'one\nthree' "$(<got)"
    expect_equal 'ipc-fan: a command has a zero byte, which no argument can have' "$(<errors)"
    head -c 200000 /dev/zero | tr '\0' x >long
    expect_exit 65 ipc-fan shell < <(cat long; printf '\necho fine\n') >got 2>errors
    expect_equal fine "$(<got)"
    expect_error 125 'cannot read the input: *' ipc-fan shell <&-
}

# When its standard output is closed, `shell` ends the commands in the foreground and in the background.
test_a_closed_output_ends_all_commands() {
    for commands in 'yes' $'sleep 600 &\nyes' 'sleep 600' $'sleep 600 &\nwait' 'sleep 600 &'; do
        rm -f pid
        statuses=$(ipc-fan shell <<<"echo first"$'\n'"echo \$\$ >pid; exec ${commands/ &/ &$'\n'true}" 2>errors |
            { head -n 1 >first; wait_until test -s pid; }; echo "${PIPESTATUS[*]}") || true
        expect_equal "141 0" "$statuses" "exit codes with $commands"
        wait_until not alive "$(<pid)"
    done
}

# A signal to `shell`, including SIGKILL, ends the commands in the foreground and in the background.
test_a_signal_ends_all_commands() {
    for signal in TERM INT HUP KILL; do
        rm -f front.pid back.pid
        heeding_signals ipc-fan shell <<<$'echo $$ >back.pid; exec sleep 600 &\necho $$ >front.pid; exec sleep 600' 2>errors &
        wait_until test -s front.pid
        wait_until test -s back.pid
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
        wait_until not alive "$(<front.pid)"
        wait_until not alive "$(<back.pid)"
    done
}
