# The systemd units and the crontab in the installation are valid, and their commands work.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"
. "$IPCKIT_TEST_LIB/daemons.sh"
. "$IPCKIT_TEST_LIB/service-manager.sh"

bin=$(dirname "$(readlink -f "$(command -v $mq)")")
share=$bin/../share
units=$share/systemd/user

# systemd must find nothing to complain about, and must find the programs of this installation.
test_systemd_accepts_every_unit() {
    command -v systemd-analyze >/dev/null || fail 'systemd-analyze is not installed: install the package systemd'
    export XDG_RUNTIME_DIR=$PWD
    has_lines <(ls "$units") 3
    for unit in "$units"/*@.service; do
        systemd-analyze verify --user --man=no "${unit/@/@work}" >said 2>&1 || fail "$unit: $(<said)"
        expect_equal '' "$(<said)" "$unit"
    done
}

# exec_start UNIT: replaces the shell by the command of a unit for the instance `work`, as systemd does.
exec_start() {
    local line
    line=$(sed -n 's/^ExecStart=//p' "$units/ipckit-$1@.service")
    line=${line//%i/work}
    line=${line//%Y/$units}
    line=${line//%E/$PWD/config}
    heeding_signals ${line/\$OPTIONS/${OPTIONS-}}
}

# The test starts and stops the command of each unit as systemd does. To stop the command, the test sends TERM only to
# the main process of the unit. This process waits until the script that it runs has finished, and then ends.
test_the_services_of_the_units_become_ready_and_drain() {
    start_manager "$PWD/manager.socket"
    export NOTIFY_SOCKET=$PWD/manager.socket
    mkfifo gate
    local news=2
    for unit in serve recv get; do
        mkdir -p config/ipckit/$unit
        printf '#!/bin/sh\nread -r work; echo "%s $work" >>begun; read -r _ <gate; echo "%s $work" | tee -a done\n' \
            $unit $unit >config/ipckit/$unit/work
        chmod +x config/ipckit/$unit/work
        (exec_start $unit) >output &
        service=$!
        wait_until has_lines news $news
        case $unit in
        serve) $mq call work request >reply & ;;
        recv) $mq send work message ;;
        get) seq 1 | ipc-prodcons put work ;;
        esac
        wait_until has_lines begun $((news / 2))
        kill -TERM $service
        wait_until has_lines news $((news + 1))
        echo >gate
        expect_exit 143 wait $service
        [[ $unit != serve ]] || { wait_all_but_manager && $mq rm work; }
        news=$((news + 2))
    done
    expect_equal 'serve request' "$(<reply)"
    expect_equal 'serve request,recv message,get 1' "$(paste -sd, done)"
    end_manager {READY,STOPPING,READY,STOPPING,READY,STOPPING}=1
    ipc-prodcons rm work
}
wait_all_but_manager() {
    local pid
    for pid in $(jobs -p); do
        [[ $pid == "$manager" ]] || expect_exit 0 wait "$pid"
    done
}

# Each line of the crontab has a valid time, and its command works with the variables that cron sets.
test_the_commands_of_the_crontab_work() {
    local line
    cron() {
        env -i HOME="$PWD" LOGNAME=user SHELL=/bin/sh IPC_DIR="$IPC_DIR" PATH="$bin:/usr/bin:/bin" /bin/sh -c "$1"
    }
    grep -vE '^(#|$|PATH=)' "$share/doc/ipckit/examples/crontab" >lines
    ! grep -vE '^(@reboot|([0-9*]+(/[0-9]+)? ){5}) *[^ ]' lines || fail 'invalid lines'
    while IFS= read -r line; do
        cron "$(sed -E 's/^(@reboot|([^ ]+ ){5}) *//' <<<"$line")"
        [[ $line != *'--daemon upper'* ]] || expect_equal HELLO "$($mq call upper hello)"
    done <lines
    # The crontab has a line that cron runs every five minutes. This line starts the service again
    # if the service has died, but not if the user has stopped the service.
    local look
    look=$(sed -n 's#^\*/5 \* \* \* \* *##p' lines)
    kill -KILL "$(pid_of supervisor upper)" "$(pid_of main upper)"
    wait_until expect_status_code 1 upper
    cron "$look"
    expect_equal HELLO "$($mq call upper hello)"
    $mq daemon stop upper
    cron "$look"
    expect_status 3 stopped upper
}
expect_status_code() {
    local code=0
    $mq daemon status "$2" >/dev/null || code=$?
    ((code == $1))
}
