# The file server and the driver of a kernel: files survive the death of any service.
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

# The device keeps the files for the next kernel.
test_files_outlive_the_kernel() {
    start_kernel --disk device --disk-size 1M
    echo kept | $mq file write kept
    stop_kernel
    start_kernel --disk device
    expect_equal kept "$($mq file read kept)"
    stop_kernel
    printf 'no files, but 4096 bytes and more: %8192s' x >other
    expect_exit 76 $mq kernel run --disk other 2>errors
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

# The process of a service has its standard streams and nothing else. Its streams are the two pipes to the kernel, and the
# kernel's standard error.
test_services_have_only_two_pipes() {
    local service pid descriptors
    start_kernel
    for service in names files clock; do
        pid=$(field $service pid)
        [[ $(readlink /proc/$pid/fd/0) == pipe:* && $(readlink /proc/$pid/fd/1) == pipe:* ]] || fail "$service"
        ! ls -l /proc/$pid/fd | grep -F -e "$IPC_DIR" || fail "$service has opened files of the home"
        ! grep -F -e "$IPC_DIR/" /proc/$pid/maps || fail "$service has mapped files of the home"
    done
    stop_kernel
}

# A look at all processes shows that only the driver has opened the device.
test_only_the_driver_opens_the_device() {
    local pid inode file
    start_kernel --disk device
    echo text | $mq file write notes
    pid=$(field disk pid)
    for file in /proc/[0-9]*/fd/*; do
        [[ $file -ef device ]] || continue
        [[ $file == /proc/$pid/fd/* ]] || fail "$file is the device"
    done
    [[ $(readlink /proc/$pid/fd/*) == *"$PWD/device"* ]] || fail 'the driver has not opened the device'
    stop_kernel
}

# If root runs the kernel, each service is another user, who has no groups and cannot become root again.
test_each_service_is_another_user() {
    local service pid uids=()
    [[ $(id -u) == 0 ]] || return 0
    start_kernel --first-uid 61300
    for service in names disk files clock; do
        pid=$(field $service pid)
        uids+=("$(awk '/^Uid:/ { print ($2 == $3 && $3 == $4 && $4 == $5) ? $2 : "mixed" }' /proc/$pid/status)")
        expect_equal 0000000000000000 "$(awk '/^CapPrm:/ { print $2 }' /proc/$pid/status)"
    done
    expect_equal 4 "$(printf '%s\n' "${uids[@]}" | grep '^613[0-9][0-9]$' | sort -u | wc -l)" "${uids[*]}"
    stop_kernel
}

# Clients write and read files while one service after the other is killed. Each file whose `file write` has succeeded has
# the written content, and no client fails.
test_services_are_killed_under_load() {
    local service i before client clients=()
    start_kernel --disk device
    for i in 1 2; do
        client $i &
        clients+=($!)
    done
    for service in disk files names clock; do
        for ((i = 1; i <= kills; i++)); do
            before=$(field $service restarts)
            kill -KILL "$(field $service pid)"
            wait_until has_restarted $service "$before"
            $mq clock now >now
            echo "$service $i" | $mq file write written
            expect_equal "$service $i" "$($mq file read written)"
        done
    done
    >stop
    for client in "${clients[@]}"; do expect_exit 0 wait $client; done
    for i in 1 2; do
        $mq file read client.$i >read
        expect_same_bytes content.$i read
    done
    stop_kernel
}
# client NUMBER: writes a file again and again, and reads it, until the file `stop` exists.
client() {
    local round
    for ((round = 1; ; round++)); do
        seq $round $((round + 5000)) >content.$1
        $mq file write client.$1 <content.$1
        $mq file read client.$1 >copy.$1
        expect_same_bytes content.$1 copy.$1
        [[ ! -e stop ]] || return 0
    done
}
# has_restarted SERVICE RESTARTS: succeeds if the kernel has started the service more often, and the service is ready.
has_restarted() {
    (($(field "$1" restarts) > $2)) && [[ $(field "$1" state) == ready ]]
}
