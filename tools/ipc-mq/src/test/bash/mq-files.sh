# The file server of a kernel, and its driver, which is the service that reads and writes the disk: files survive the
# death of any service.
# watchdog: 3000s
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/kernel.sh"

kills=2
[[ ${IPCKIT_TORTURE:-} != long ]] || kills=100

test_files_are_written_and_read() {
    start_kernel
    head -c 100000 /dev/urandom >binary
    $mq file write binary <binary
    $mq file read binary >copy
    expect_same_bytes binary copy
    $mq file write empty </dev/null
    expect_equal '' "$($mq file read empty)"
    echo new | $mq file write binary
    expect_equal new "$($mq file read binary)"
    expect_equal $'binary 4\nempty 0' "$(list_files)"
    $mq file rm empty
    expect_error 69 '*empty*' $mq file read empty
    expect_error 69 '*empty*' $mq file rm empty
    expect_error 2 '*' $mq file read a/b
    stop_kernel
}
# list_files: prints a line with name and size for each file.
list_files() {
    $mq file ls --json | sed 's/.*"name":"\([^"]*\)","size":\([0-9]*\).*/\1 \2/'
}

# The device, which is the file that contains the disk, keeps the files for the next kernel.
test_files_outlive_the_kernel() {
    start_kernel --disk device --disk-size 1M
    echo kept | $mq file write kept
    stop_kernel
    start_kernel --disk device
    expect_equal kept "$($mq file read kept)"
    stop_kernel
    printf 'no files, but many bytes: %100000s' x >other
    expect_exit 76 $mq kernel run --disk other 2>errors
}

# A second kernel cannot use the device (the file that contains the disk) of a running kernel, even if the two kernels
# have different values of IPC_DIR.
test_a_second_kernel_cannot_use_the_device() {
    start_kernel --disk device
    echo kept | $mq file write kept
    mkdir other
    expect_exit 75 env IPC_DIR="$PWD/other" $mq kernel run --disk device 2>errors
    [[ $(<errors) == *'another driver uses it'* ]] || fail "$(<errors)"
    expect_equal kept "$($mq file read kept)"
    stop_kernel
}

# If the device (the file that contains the disk) is missing, the disk service that the kernel starts again does not
# create an empty device. Otherwise the file server would continue without the files.
test_a_vanished_device_is_not_created_again() {
    start_kernel --disk device
    echo text | $mq file write notes
    mv device moved
    kill -KILL "$(field disk pid)"
    wait_until has_failed disk
    expect_exit 69 $mq file read notes 2>errors
    [[ ! -e device ]] || fail 'there is a new device'
    stop_kernel
    start_kernel --disk moved
    expect_equal text "$($mq file read notes)"
    stop_kernel
}
# has_failed SERVICE: succeeds if the service has failed, and the kernel does not start it again.
has_failed() {
    [[ $(field "$1" state) == failed ]]
}

test_devices_that_cannot_be_used() {
    expect_error 65 "*: not a regular file or a block device" $mq kernel run --disk .
    expect_error 73 '*no such file or directory*' $mq kernel run --disk no/device
    expect_error 74 '*' $mq kernel run --disk device --disk-size 9223372036854775807
    expect_error 2 '*less than 64K*' $mq kernel run --disk device --disk-size 65535
    expect_error 2 '*4294967290*' $mq kernel run --first-uid 4294967291
    [[ ! -e device ]] || fail 'there is a device'
    head -c 8192 /dev/zero >small
    expect_error 65 '*' $mq kernel run --disk small
    >none
    expect_error 65 '*' $mq kernel run --disk none
}

# A full disk is an error, and the earlier files remain.
test_a_full_disk() {
    start_kernel --disk device --disk-size 512K
    echo kept | $mq file write kept
    head -c 1M /dev/zero >large
    expect_exit 74 $mq file write large <large 2>errors
    expect_equal 'kept 5' "$(list_files)"
    expect_equal kept "$($mq file read kept)"
    head -c 200K /dev/zero | $mq file write fits
    expect_equal $'fits 204800\nkept 5' "$(list_files)"
    stop_kernel
}

test_file_read_ends_when_its_reader_ends() {
    start_kernel
    head -c 300000 /dev/zero | $mq file write zeros
    { expect_exit 141 $mq file read zeros; } | head -c 1 >one
    stop_kernel
}

# A verb that prints nothing also succeeds if the reader of its standard output has closed the pipe.
test_files_are_written_and_removed_without_a_reader() {
    local out
    start_kernel
    open_closed_output
    echo text | $mq file write notes >&$out
    expect_equal text "$($mq file read notes)"
    $mq file rm notes >&$out
    expect_equal '' "$(list_files)"
    exec {out}>&-
    stop_kernel
}

# A signal ends `file write` while it waits for further input. The part of the file that was already written must not
# stay on the disk. Otherwise the disk would have no room for the next file.
test_an_interrupted_write_leaves_no_file() {
    local signal writer in
    start_kernel --disk device --disk-size 512K
    mkfifo input
    for signal in 1 15; do
        heeding_signals $mq file write large <input &
        writer=$!
        exec {in}>input
        head -c 320K /dev/zero >&$in
        kill -$signal $writer
        expect_exit $((128 + signal)) wait $writer
        exec {in}>&-
    done
    head -c 400K /dev/zero | $mq file write fits
    expect_equal 'fits 409600' "$(list_files)"
    stop_kernel
}

# A reply of the file server to `ls` has at most 8192 bytes, and each of these files takes a line of 103 bytes. A reply
# therefore has room for 79 lines, and the list of 80 files needs two replies.
test_a_long_list_of_files() {
    local prefix
    prefix=$(printf '%096d' 0)
    start_kernel
    printf "$prefix-%d\n" {100..179} >names
    xargs -P 2 -n 1 $mq file write <names
    list_files >found
    sed 's/$/ 0/' names >expected
    expect_same_bytes expected found
    stop_kernel
}

# The standard input and output of a service are pipes whose other ends are in the kernel. Apart from standard error, a service
# has no other descriptor, except files of the Java runtime and the device of the driver. It has no file in $IPC_DIR mapped.
test_services_have_only_two_pipes() {
    local service pid runtime file target
    runtime=$(readlink -m "$(installation)/lib/runtime")
    start_kernel --disk device
    # A descriptor of the kernel can be closed before readlink looks at it.
    readlink /proc/$kernel/fd/* >ends || true
    for service in $services; do
        pid=$(field $service pid)
        for file in /proc/$pid/fd/*; do
            target=$(readlink "$file") || continue
            [[ $target != "$IPC_DIR"* ]] || fail "$service has opened files of the home"
            case $service:${file##*/}:$target in
                *:[01]:pipe:*) grep -qxF "$target" ends || fail "$service has a pipe to another process than the kernel" ;;
                *:2:*) ;;
                *:"$runtime"/*) ;;
                disk:*:"$PWD/device") ;;
                *) fail "$service has opened $target" ;;
            esac
        done
        [[ -e /proc/$pid/fd/0 && -e /proc/$pid/fd/1 ]] || fail "$service has no pipe"
        cat /proc/$pid/maps >maps
        ! grep -F -e "$IPC_DIR/" maps || fail "$service has mapped files of the home"
    done
    stop_kernel
}

# No process but the driver, which is the service `disk`, has a descriptor of the device, the file that contains the
# disk. The test looks at all processes of the machine.
test_only_the_driver_opens_the_device() {
    start_kernel --disk device
    echo text | $mq file write notes
    only_the_driver_opens device
    stop_kernel
}
# only_the_driver_opens DEVICE: fails unless the driver has a descriptor of the device, and no other process has one.
only_the_driver_opens() {
    local pid file opened=
    pid=$(field disk pid)
    for file in /proc/[0-9]*/fd/*; do
        [[ $file -ef $1 ]] || continue
        [[ $file == /proc/$pid/fd/* ]] || fail "$file is the device"
        opened=yes
    done
    [[ $opened ]] || fail 'the driver has not opened the device'
}

# If root runs the kernel, the process of each service has its own user ID and no capabilities.
test_each_service_is_another_user() {
    local service pid uids=()
    [[ $(id -u) == 0 ]] || return 0
    start_kernel --first-uid 61300
    for service in $services; do
        pid=$(field $service pid)
        uids+=("$(awk '/^Uid:/ { print ($2 == $3 && $3 == $4 && $4 == $5) ? $2 : "mixed" }' /proc/$pid/status)")
        expect_equal 0000000000000000 "$(awk '/^CapPrm:/ { print $2 }' /proc/$pid/status)"
    done
    expect_equal 5 "$(printf '%s\n' "${uids[@]}" | grep '^613[0-9][0-9]$' | sort -u | wc -l)" "${uids[*]}"
    stop_kernel
}

# Clients write and read files, register names and wait for alarms, and two tasks are scheduled, while the services are killed in
# two groups in turn: first disk and names, then files, clock and scheduler. No client fails or waits for ever. Each file whose
# `file write` has succeeded has the written content, each name is found, and the tasks still run in turn.
test_services_are_killed_under_load() {
    local group service i client clients=() pids
    start_kernel --disk device --disk-size 1M
    tasks names
    for client in turn.1 turn.2; do
        $mq task run $client -- sh -c 'while :; do sleep 0.1; echo >$IPC_TASK; done' &
        wait_until test -e $client
    done
    $mq kernel schedule turn.1 turn.2
    for client in 'file_client 1' 'file_client 2' name_client 'alarm_client 1' 'alarm_client 2'; do
        $client &
        clients+=($!)
    done
    for ((i = 1; i <= kills; i++)); do
        for group in 'disk names' 'files clock scheduler'; do
            wait_until are_ready $group
            kill -KILL "${pids[@]}"
            wait_until have_restarted $i $group
            only_the_driver_opens device
            for client in "${clients[@]}"; do alive $client || fail "a client has failed after $i deaths of $group"; done
        done
    done
    >stop
    for client in "${clients[@]}"; do expect_exit 0 wait $client; done
    for i in 1 2; do
        $mq file read client.$i >read
        expect_same_bytes content.$i read
    done
    $mq name ls | grep '^n[0-9]' | sort >names
    sort registered >expected
    expect_same_bytes expected names
    for service in $services; do expect_equal $kills "$(field $service restarts)" $service; done
    rm turn.1 turn.2
    wait_until test -e turn.1
    wait_until test -e turn.2
    expect_equal 'turn.1 turn.2' "$($mq kernel schedule | awk 'NR > 1 { print $1 }' | paste -sd' ')"
    for client in turn.1 turn.2; do
        $mq port copy --as $client kernel --to names --name $client
        expect_equal terminated "$($mq msg rpc --as names $client terminate)"
    done
    wait_until has_requests clock 0
    $mq kernel stat
    tail -n 1 rounds.*
    stop_kernel
}
# are_ready SERVICE...: succeeds if the services are ready. Sets `pids` to their pids.
are_ready() {
    have_restarted '*' "$@"
}
# have_restarted COUNT SERVICE...: succeeds if all the services are ready, and the kernel has restarted each of them
# COUNT times. Sets `pids` to their pids.
have_restarted() {
    local name state pid restarts rest
    pids=()
    $mq kernel stat >stat
    while read -r name state pid restarts rest; do
        [[ " ${*:2} " == *" $name "* ]] || continue
        [[ $state == ready && $restarts == $1 ]] || return 1
        pids+=($pid)
    done <stat
}
# file_client NUMBER: writes a file again and again, and reads it, until the file `stop` exists.
file_client() {
    local round
    for ((round = 1; ; round++)); do
        seq $round $((round + 5000)) >content.$1
        $mq file write client.$1 <content.$1
        $mq file read client.$1 >copy.$1
        expect_same_bytes content.$1 copy.$1
        echo $round >rounds.files.$1
        [[ ! -e stop ]] || return 0
    done
}
# name_client: registers names, and looks them up, until the file `stop` exists. At most ten names are registered at a time,
# and the file `registered` lists them.
name_client() {
    local round
    for ((round = 1; ; round++)); do
        port names n$round
        $mq name register --as names n$round
        ((round <= 10)) || $mq port destroy --as names n$((round - 10))
        $mq name ls >known
        grep -qx n$round known || fail "the name n$round is lost"
        seq -f n%g $((round > 10 ? round - 9 : 1)) $round >registered
        echo $round >rounds.names
        [[ ! -e stop ]] || return 0
    done
}
# alarm_client NUMBER: waits for alarms, and reads the time, until the file `stop` exists.
alarm_client() {
    local round
    for ((round = 1; ; round++)); do
        $mq clock alarm 1s
        $mq clock now >now.$1
        echo $round >rounds.alarms.$1
        [[ ! -e stop ]] || return 0
    done
}

# The kernel and its services are killed while clients write. When the kernel runs again, each file is complete. The
# file has the content of the last `file write` that has succeeded, or of the `file write` that the death of the kernel
# has interrupted.
test_the_kernel_is_killed_under_load() {
    local i round client clients
    for ((round = 1; round <= kills; round++)); do
        start_kernel --disk device
        clients=()
        for i in 1 2; do
            >started.$i
            until_failure $i &
            clients+=($!)
        done
        for i in 1 2; do wait_until [ -s acknowledged.$i ]; done
        kill -KILL $kernel
        wait $kernel || true
        for client in "${clients[@]}"; do expect_exit 0 wait $client; done
        start_kernel --disk device
        for i in 1 2; do
            $mq file read client.$i >read
            cmp read acknowledged.$i || expect_same_bytes read started.$i
            rm acknowledged.$i
        done
        stop_kernel
    done
}
# until_failure NUMBER: writes a file again and again, until `file write` fails. The file acknowledged.NUMBER has the
# content of the last write that has succeeded. The file started.NUMBER has the content of the last write that has
# begun.
until_failure() {
    local turn
    for ((turn = 1; ; turn++)); do
        seq $turn $((turn + 5000)) >started.$1
        $mq file write client.$1 <started.$1 2>>failures.$1 || return 0
        cp started.$1 new.$1
        mv new.$1 acknowledged.$1
    done
}

# The driver, which is the service `disk`, is stopped, so the file server waits for a reply of the driver. Then `kernel
# stop` ends the service `clock` at once, but lets the file server complete its present request. The second request,
# which is still in the port of the file server, fails.
test_kernel_stop_completes_the_present_request() {
    local clock driver clients=() stop i status removed=0
    start_kernel --disk device
    for i in 1 2; do echo text | $mq file write notes.$i; done
    clock=$(field clock pid)
    driver=$(field disk pid)
    stop_without_lock $driver
    for i in 1 2; do
        $mq file rm notes.$i 2>errors.$i &
        clients+=($!)
    done
    wait_until has_waiting_request
    $mq kernel stop &
    stop=$!
    # The kernel stops one service after the other. When the kernel's thread for the clock has ended, the kernel begins
    # to stop the file server.
    wait_until not alive $clock
    wait_until not has_thread $kernel clock-process
    kill -CONT $driver
    for i in "${clients[@]}"; do
        status=0
        wait $i || status=$?
        ((status == 69)) || { expect_equal 0 $status && ((++removed)); }
    done
    expect_equal 1 $removed
    expect_exit 0 wait $stop
    expect_exit 0 wait $kernel
    start_kernel --disk device
    expect_equal 1 "$(list_files | wc -l)"
    stop_kernel
}
# has_waiting_request: succeeds if a request waits in the port of the file server.
has_waiting_request() {
    $mq port ls --as kernel.files --json | grep -q '"name":"files".*"messages":1[,}]'
}
