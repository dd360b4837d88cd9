# The verbs `ipc-shm cell get`, `set`, `add` and `cas` (compare and set) access a cell in one atomic step. `ipc-shm cell
# wait` waits until the value of a cell meets a condition.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

create_fixture cells 4K

test_cells_are_set_added_to_and_compared() {
    expect_equal 0 "$(ipc-shm cell get cells 0)"
    expect_error 74 '*cannot write to standard output*' ipc-shm cell add cells 0 >&-
    expect_equal 1 "$(ipc-shm cell add cells 0)"
    expect_equal 6 "$(ipc-shm cell add cells 0 5)"
    expect_equal -1 "$(ipc-shm cell add cells 0 -7)"
    ipc-shm cell set cells 0 -5
    ipc-shm cell cas cells 0 -5 7
    expect_silence 1 ipc-shm cell cas cells 0 -5 8
    expect_equal 7 "$(ipc-shm cell get cells 0)"
}

test_type_decides_size_and_sign() {
    ipc-shm cell set cells 0 -1
    expect_equal 18446744073709551615 "$(ipc-shm cell get cells 0 --type u64)"
    expect_equal 4294967295 "$(ipc-shm cell get cells 4 --type u32)"
    expect_equal -1 "$(ipc-shm cell get cells 4 --type i32)"
    ipc-shm cell set cells 8 4294967295 --type u32
    expect_equal 0 "$(ipc-shm cell add cells 8 1 --type u32)"
    expect_equal 0 "$(ipc-shm cell get cells 12 --type u32)" "the cell beside one that wrapped around"
    ipc-shm cell set cells 8 18446744073709551615 --type u64
    expect_equal 18446744073709551614 "$(ipc-shm cell add cells 8 -1 --type u64)"
    expect_equal $'ff ff' "$(ipc-shm dump cells --offset 9 --length 2 | awk 'NR == 1 {print $2, $3}')"
}

test_illegal_offsets_and_values_are_rejected() {
    expect_error 65 'segment cells: offset 4 is not aligned*' ipc-shm cell get cells 4
    expect_error 65 '*' ipc-shm cell get cells 4096
    expect_error 65 '*' ipc-shm cell get cells 9223372036854775800
    for value in abc '' 1.5 0x10 9223372036854775808 +1; do
        expect_exit 2 ipc-shm cell set cells 0 "$value" 2>errors
    done
    expect_exit 2 ipc-shm cell set cells 0 -1 --type u64 2>errors
    expect_exit 2 ipc-shm cell set cells 0 2147483648 --type i32 2>errors
    expect_exit 2 ipc-shm cell 2>errors
    grep -q "after 'cell' comes one of: get, set, add, cas, wait" errors || fail "$(<errors)"
    expect_exit 2 ipc-shm cell get 2>errors
    expect_exit 2 ipc-shm cell wait cells 0 --until 'about 3' 2>errors
    expect_exit 2 ipc-shm cell wait cells 0 2>errors
}

test_eight_processes_lose_no_addition() {
    for _ in {1..8}; do
        ipc-shm cell add cells 0 1 --times 100000 >sums &
    done
    wait_all
    expect_equal 800000 "$(ipc-shm cell get cells 0)"
}

test_wait_ends_at_once_at_the_deadline_or_not_at_all() {
    ipc-shm cell wait cells 0 --until '>= 0'
    expect_error 124 'the cell has not become > 800000' ipc-shm cell wait cells 0 --until '>800000' --timeout 100ms
    expect_error 75 'the cell has not become == 1' ipc-shm cell wait cells 0 --until '== 1' --no-wait
}

test_change_wakes_all_waiting_processes() {
    for i in {1..4}; do
        ipc-shm cell wait cells 0 --until '>= 3' && echo "$i" >>woken &
    done
    wait_until has_waiting 4 cells
    ipc-shm cell add cells 0 2 >sums
    test ! -e woken || fail "a process stopped waiting before the condition was met"
    ipc-shm cell add cells 0 >sums
    wait_all
    expect_equal 4 "$(wc -l <woken)"
}

test_wait_notices_a_write_that_wakes_nobody() {
    ipc-shm cell wait cells 16 --until '!= 0' &
    wait_until has_waiting 1 cells
    printf '\1' | ipc-shm write cells --offset 16
    wait_all
}

test_wait_ends_with_69_when_the_segment_is_removed() {
    ipc-shm cell wait cells 0 --until '== 99' 2>errors &
    wait_until has_waiting 1 cells
    ipc-shm rm cells
    expect_exit 69 wait $!
    ipc-shm gc >deleted
}
