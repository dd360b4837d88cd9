# The verbs `daemon …` show and control the daemons of all programs.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"
. "$IPCKIT_TEST_LIB/daemons.sh"

# `status` and `ls` show a daemon before its start, while it runs, after `stop`, and after `rm`. The
# exit codes of `status` are those of the Linux Standard Base. Each program shows the daemons of all
# programs.
test_status_and_ls_show_the_life_of_a_daemon() {
    expect_status 4 absent web
    expect_equal '{"name":"web","state":"absent","running":false}' "$($mq daemon status web --json || true)"
    $mq serve upper --daemon web -- tr a-z A-Z
    expect_status 0 running web
    main=$(pid_of main web)
    expect_exit 0 ipc-fan daemon ls --json >list
    expect_equal "web running true $main 0 null serve upper --daemon web -- tr a-z A-Z" \
        "$(jq -r '[.name, .state, .running, .main_pid, .restarts, .exit_status // "null"] + .command[1:] | join(" ")' list)"
    expect_equal "$PWD no 3" "$(jq -r '[.directory, .restart, .log_keep] | join(" ")' list)"
    [[ $(ipc-shm daemon ls) == NAME*$'\n'"web   running  $main         0  20"*' tr a-z A-Z' ]] || fail "$(ipc-shm daemon ls)"
    expect_error 73 'daemon web is running' $mq daemon rm web
    expect_silence 0 ipc-chain daemon stop web
    not alive $main
    expect_status 3 stopped web
    # `stop` fails for `none`, because this daemon does not exist. It does not fail for `web`, which
    # is already stopped.
    expect_error 69 'no such daemon: none' $mq daemon stop none web
    expect_exit 143 $mq daemon wait web
    $mq daemon rm web
    expect_error 69 'no such daemon: web' $mq daemon rm web
    expect_equal "" "$($mq daemon ls)"
}

# `wait` exits with 124 if the daemon still runs at the time limit. Otherwise it exits with the exit
# status of the daemon. A daemon that ends by itself with a status above 0 has the state `failed`.
test_wait_has_the_exit_status_of_the_daemon() {
    $mq serve jobs --daemon worker -- cat
    expect_error 124 'daemon worker has not ended in time' $mq daemon wait worker --timeout 100ms
    $mq daemon wait worker &
    $mq rm jobs
    expect_exit 69 wait $!
    expect_status 1 failed worker
}

# KILL ends the supervisor and the main process, but the command of the daemon still runs. The
# daemon then has the state `died`. `stop` ends the command. `rm` ends it, too, because without the
# record no program could find the command.
test_stop_and_rm_end_what_a_killed_daemon_has_left() {
    for verb in stop rm; do
        rm -f command other
        $mq serve upper --daemon web -- sh -c 'echo $$ >command; setsid sh -c "echo \$\$ >other; sleep 600"; :'
        $mq call upper x &
        wait_until has_written command other
        supervisor=$(pid_of supervisor web) main=$(pid_of main web)
        # The test stops the supervisor before it kills the main process. Otherwise the supervisor
        # would notice the death of the main process, and would end the daemon's command.
        kill -STOP $supervisor
        wait_until stopped $supervisor
        kill -KILL $main $supervisor
        expect_exit 69 wait $! 2>/dev/null
        wait_until not alive $supervisor
        alive "$(<command)"
        expect_status 1 died web
        expect_error 1 'daemon web has died, and its exit status is unknown' $mq daemon wait web
        $mq daemon $verb web
        wait_until not alive "$(<command)"
        wait_until not alive "$(<other)"
        [[ $verb == rm ]] || expect_status 3 stopped web
    done
    expect_status 4 absent web
}

# After a reboot, or in another container, the pids in a record may belong to unrelated processes.
# In this test, the record has the pid of an unrelated `sleep`. The verbs must not end `sleep`, and
# the daemon can be started again.
test_a_record_of_another_boot_names_no_process() {
    $mq serve upper --daemon web -- tr a-z A-Z
    state=$IPC_DIR/daemon.web/state
    kill -STOP "$(pid_of supervisor web)"
    kill -KILL "$(pid_of main web)" "$(pid_of supervisor web)"
    wait_until expect_code 1 $mq daemon status web
    setsid sleep 600 &
    foreign=$!
    started=$(sed 's/.*) //' /proc/$foreign/stat | cut -d ' ' -f 20)
    sed -e 's/^pid_space=[^ ]*/pid_space=another-boot/' -e "s/^\\(supervisor\\|main\\)=.*/\\1=$foreign $started/" "$state" >edited
    for verb in stop restart rm; do
        cp edited "$state"
        expect_status 1 died web
        expect_equal '[null,null,false]' "$($mq daemon ls --json | jq -c '[.supervisor_pid, .main_pid, .running]')"
        expect_exit 0 $mq daemon $verb web
        alive $foreign || fail "$verb has ended another process"
        [[ $verb != restart ]] || {
            expect_equal HELLO "$($mq call upper hello)"
            $mq daemon stop web
        }
    done
    kill $foreign
}
# expect_code CODE COMMAND...: succeeds if the command exits with CODE.
expect_code() {
    local code=0
    "${@:2}" >/dev/null || code=$?
    ((code == $1))
}

# When the supervisor is killed, the main process finishes its work and ends, as if it had got TERM.
# `stop` waits until the main process has ended.
test_stop_waits_for_the_main_process_of_a_killed_supervisor() {
    mkfifo gate
    $mq serve upper --daemon web -- sh -c 'echo started >started; cat; read -r _ <gate'
    $mq call upper x >reply &
    wait_until has_written started
    kill -KILL "$(pid_of supervisor web)"
    $mq daemon stop web --grace 60s &
    echo end >gate
    wait_all
    expect_equal x "$(<reply)"
    expect_status 3 stopped web
}

# Processes that ignore TERM get KILL when the time of --grace has passed. `stop` finds them even if
# they are in another session or lack the environment variables of the daemon.
test_stop_kills_a_group_that_ignores_term() {
    stubborn='trap "" TERM; echo $$ >>stubborn; while :; do sleep 0.1; done'
    export stubborn
    $mq serve upper --daemon web -- sh -c 'sh -c "$stubborn" & env -i setsid sh -c "$0" & eval "$stubborn"' "$stubborn"
    $mq call upper x 2>/dev/null &
    wait_until has_lines stubborn 3
    supervisor=$(pid_of supervisor web)
    expect_exit 0 $mq daemon stop web --grace 200ms 2>errors
    expect_equal 'daemon web has not ended in time: sending KILL' "$(<errors)"
    for pid in $(<stubborn) $supervisor; do
        wait_until not alive $pid
    done
    expect_exit 69 wait $!
    expect_status 3 stopped web
}

# The daemon's log is rotated several times while `log -f` prints it. No line is lost or printed
# twice. `log -f` ends when the daemon ends.
test_log_follows_the_daemon_over_rotations() {
    $mq serve upper --daemon web --log-size 1K --log-keep 50 -- \
        sh -c 'i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo "line $i" >&2; done; cat'
    $mq daemon log web -f >followed &
    expect_equal x "$($mq call upper x)"
    wait_until grep -qx 'line 400' followed
    $mq daemon stop web
    expect_exit 0 wait $!
    seq -f 'line %g' 400 >expected
    grep -x 'line [0-9]*' followed >lines
    expect_same_bytes expected lines
    [[ -e $IPC_DIR/daemon.web/log.2 ]] || fail "not rotated: $(ls "$IPC_DIR/daemon.web")"
    $mq daemon log web >all
    expect_same_bytes followed all
    tail -n 150 all >expected
    $mq daemon log web -n 150 >lines
    expect_same_bytes expected lines
    # `log -f` ends when its reader has closed the output.
    expect_exit 0 $mq daemon restart web
    open_closed_output
    expect_exit 141 $mq daemon log web -n 0 -f >&$out
}

# The verb `daemon restart` of any program ends a running daemon and starts it again.
# daemon-supervisor.sh tests that the directory, the umask and the environment stay the same.
test_restart_ends_a_daemon_and_starts_it_again() {
    mkdir here
    (cd here && $mq serve upper --daemon web -- tr a-z A-Z)
    before=$(pid_of main web)
    ipc-shm daemon restart web
    [[ $(pid_of main web) != "$before" ]] || fail "not restarted"
    not alive "$before"
    expect_equal HELLO "$($mq call upper hello)"
    # `restart` cannot start the daemon again, because the working directory is missing. Therefore
    # it does not end the running daemon.
    rmdir here
    expect_error 74 "cannot work in $PWD/here: it is not a directory" $mq daemon restart web
    expect_status 0 running web
}

# A usage error is reported in one line.
test_wrong_uses_are_refused() {
    expect_error 2 "after 'daemon' comes one of: ls, status, stop, restart, log, wait, rm; try 'ipc-mq daemon --help'" $mq daemon
    expect_exit 2 $mq daemon status 2>errors
    expect_equal "ipc-mq daemon status: missing NAME; try 'ipc-mq daemon status --help'" "$(<errors)"
    for verb in restart log wait; do
        expect_error 69 'no such daemon: web' $mq daemon $verb web
    done
    expect_exit 2 $mq daemon stop web ../web 2>errors
    expect_equal "ipc-mq daemon stop: illegal name '../web': a name begins with a letter or digit (ASCII); try 'ipc-mq daemon stop --help'" \
        "$(<errors)"
}

# A user can neither inspect nor stop another user's daemon, even if both users have the same
# IPC_DIR. No program uses a daemon's record that belongs to another user. Such a record could
# contain the pid of any process, and `stop` would end this process.
test_a_daemon_belongs_to_its_user() {
    stranger() {
        setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    }
    stranger $mq --version >version 2>/dev/null && [[ $(stranger id -u) != $(id -u) ]] || {
        echo "no other user is possible here"
        exit 0
    }
    IPC_DIR=$(mktemp -d /dev/shm/ipckit-users.XXXXXX)
    trap 'rm -rf daemon.trap; remove_daemons; rm -rf "$IPC_DIR"' EXIT
    chmod 1777 "$IPC_DIR"
    cd "$IPC_DIR"
    $mq serve upper --daemon web -- tr a-z A-Z
    cp -r daemon.web web.copy
    chmod -R a+rwX web.copy
    for verb in status stop log; do
        expect_error 77 'daemon web belongs to another user' stranger $mq daemon $verb web
    done
    stranger cp -r web.copy daemon.trap
    expect_error 77 'daemon trap belongs to another user' $mq daemon stop trap
    expect_error 77 'daemon trap belongs to another user' $mq serve upper --daemon trap -- cat
    [[ $(stranger $mq daemon ls) == *$'\nweb '*denied ]] || fail "$(stranger $mq daemon ls)"
    expect_status 0 running web
}

# If a process is killed while it creates or removes the record of a daemon, a temporary directory
# remains. `gc` deletes this directory.
test_gc_deletes_unfinished_daemons() {
    mkdir "$IPC_DIR"/.new-daemon.web-1-2 "$IPC_DIR"/.old-daemon.web-1-3
    touch "$IPC_DIR"/.new-daemon.web-1-2/maker
    expect_equal 2 "$($mq gc --dry-run | grep -c ' of web$')"
    ipc-prodcons gc >collected
    expect_equal 2 "$(grep -c '^deleted ' collected)"
}
