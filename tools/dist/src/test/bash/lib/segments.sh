# Functions that the test scripts of ipc-shm share. A script sources prelude.sh first.

# use_scheme SCHEME: sets `name` to a name of the scheme (local, posix or sysv) that no other test uses. When the bash
# process of the test ends, a posix or sysv segment of this name is removed.
use_scheme() {
    case $1 in
    local) name=scores ;;
    posix) name=posix:/ipckit-test-$$-$RANDOM ;;
    sysv) name=sysv:$(random_key) ;;
    esac
    kernel_names+=("$name")
}
kernel_names=()
remove_kernel_segments() {
    local segment
    for segment in "${kernel_names[@]}"; do
        case $segment in
        posix:*) rm -f "/dev/shm/${segment#posix:/}" ;;
        sysv:*) ipcrm -M "${segment#sysv:}" 2>/dev/null || true ;;
        esac
    done
}

# create_fixture SEGMENT SIZE: creates a local segment. If the test passes, the segment is removed when the test ends.
create_fixture() {
    ipc-shm create "$1" --size "$2" >id
    fixture=$1
}
fixture=
remove_fixture() {
    [[ -z $fixture || ! -e $IPC_DIR/shm.$fixture ]] || ipc-shm rm "$fixture"
}
trap 'code=$?; remove_kernel_segments; ((code)) || { remove_fixture; expect_nothing_left; }' EXIT

# for_each_scheme SIZE FUNCTION: creates a segment in each scheme, calls the function, and removes the segment. The function
# can read the scheme in $scheme, the segment's name in $name and the segment's id in $id.
for_each_scheme() {
    local scheme
    for scheme in local posix sysv; do
        use_scheme $scheme
        id=$(ipc-shm create $name --size $1)
        "$2"
        ipc-shm rm $name
    done
}

# has_nattch COUNT SEGMENT: succeeds if exactly COUNT processes are attached to the segment.
has_nattch() {
    [[ $(ipc-shm stat "$2" --json | jq .nattch) == "$1" ]]
}

# has_waiting COUNT SEGMENT: succeeds if exactly COUNT processes wait for a cell of the segment.
has_waiting() {
    [[ $(ipc-shm stat "$2" --json | jq '[.attached[] | select(.role == "wait")] | length') == "$1" ]]
}
