# `call` prints the reply and the stderr of a service's command, exits with the command's exit code, and reports the death of
# the service.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

test_replies_to_each_caller() {
    serve upper -- tr a-z A-Z
    expect_equal HELLO "$($mq call upper hello)"
    expect_equal $'TWO\nLINES' "$(printf 'two\nlines' | $mq call upper -)"
    (for i in {1..4}; do
        expect_equal "N$i" "$($mq call upper n$i)" &
    done
    wait_all)
    stop_service
}

test_call_without_a_service() {
    $mq create upper
    expect_error 69 'mailbox upper: no process serves it' $mq call upper hello
    expect_error 69 '*no process serves it*' $mq call upper hello --wait-server 100ms
    $mq call upper later --wait-server 20s >got &
    local caller=$!
    wait_until has_participants 1 mq.upper
    serve upper -- cat
    expect_exit 0 wait $caller
    expect_equal later "$(<got)"
    stop_service
}

test_failure_of_the_command_is_the_callers() {
    serve fails -- bash -c 'echo part; echo "no such thing" >&2; exit 5'
    expect_exit 5 $mq call fails x >out 2>errors
    expect_equal 'part' "$(<out)"
    expect_exit 0 grep -q 'no such thing' errors
    stop_service
}

# If a signal ends the command of a service, `call` exits with 128 + the number of the signal, and the service
# continues.
test_the_signal_of_a_command_does_not_end_the_service() {
    cat >fragile <<'END'
while read -r how; do
    [[ $how == fine ]] || kill -$how $$
    echo "$how"
done
END
    for option in --workers=1 --keep; do
        serve fragile $option -- bash fragile
        for signal in TERM HUP KILL; do
            expect_exit $((128 + $(kill -l $signal))) $mq call fragile $signal 2>errors
            expect_equal fine "$($mq call fragile fine)"
        done
        stop_service
    done
}

test_timeout_leaves_the_service_running() {
    serve slow -- bash -c 'read -r t; sleep "$t"; echo "slept $t"'
    expect_error 124 'mailbox slow: timed out' $mq call slow 1 --timeout 200ms
    expect_equal 'slept 0' "$($mq call slow 0 --timeout 30s)"
    stop_service
}

# `call` fails with 69 at once when the service dies, whether or not the service had received the request.
test_death_of_the_service_reaches_callers() {
    serve slow -- bash -c 'echo $$ >working; exec sleep 600'
    $mq call slow first 2>errors.1 &
    local one=$!
    wait_for_stat slow 'claimed      1'
    $mq call slow second 2>errors.2 &
    local two=$!
    wait_for_stat slow 'ready        1'
    kill_hard $server
    expect_exit 69 wait $one
    expect_exit 69 wait $two
    expect_exit 0 grep -q 'the service died before it replied' errors.1
    expect_exit 0 grep -q 'no process serves it' errors.2
    wait_until test -s working
    kill "$(<working)"
}

# `serve --workers 3` runs three commands at the same time. Each command waits until all three commands have started.
test_workers_reply_at_the_same_time() {
    serve meet --workers 3 -- bash -c \
        'touch "here.$(cat)"; until [[ -e here.1 && -e here.2 && -e here.3 ]]; do sleep 0.02; done; echo met'
    (for i in 1 2 3; do
        expect_equal met "$($mq call meet $i)" &
    done
    wait_all)
    stop_service
}

# When one worker of a service fails, the service ends. Before that, the other workers complete and answer their
# requests.
test_failure_of_a_worker_lets_the_others_finish() {
    printf '#!/bin/sh\ntouch working; until [ -e go ]; do sleep 0.02; done; echo done\n' >job
    chmod +x job
    serve svc --workers 2 -- ./job
    $mq call svc slow >reply &
    local caller=$!
    wait_until test -e working
    rm job
    expect_exit 127 $mq call svc x 2>/dev/null
    touch go
    expect_exit 0 wait $caller
    expect_equal done "$(<reply)"
    expect_exit 127 wait $server
}

test_keep_passes_all_requests_to_one_command() {
    serve count --keep -- bash -c 'n=0; while read -r line; do n=$((n + 1)); echo "$n $line"; done'
    local first
    first=$($mq call count a)
    expect_equal "$((${first% a} + 1)) b" "$($mq call count b)"
    expect_error 65 '*several lines*' $mq call count $'two\nlines'
    stop_service
}

test_keep_restarts_a_command_that_ended() {
    serve count --keep -- head -n 1
    expect_equal one "$($mq call count one)"
    expect_equal two "$($mq call count two)"
    expect_exit 0 grep -q '^ipc-mq: mailbox count: head has ended: restarted$' service-errors
    stop_service
    serve count --keep -- bash -c 'read -r a; [[ $a == fine ]] && echo "$a" || exit 3'
    expect_error 3 'mailbox count: bash ended before it replied' $mq call count bad
    expect_equal fine "$($mq call count fine)"
    expect_equal "$(<errors)" "$(head -1 service-errors)"
    stop_service
}

# `serve --keep` restarts a command that has written more output than one reply. The additional output is not sent as the
# reply to the next request.
test_keep_restarts_a_command_that_wrote_too_much() {
    serve count --keep -- bash -c 'while read -r a; do echo "1$a"; echo "2$a"; touch wrote; done'
    expect_equal 1a "$($mq call count a)"
    wait_until test -e wrote
    expect_equal 1b "$($mq call count b)"
    expect_exit 0 grep -q 'wrote something without a request' service-errors
    stop_service
}

test_keep_with_frames_passes_any_bytes() {
    serve echo --keep --frame -- cat
    head -c 5000 /dev/urandom >blob
    expect_same_bytes <($mq call echo --whole - <blob) blob
    expect_equal $'two\nlines' "$($mq call echo $'two\nlines')"
    expect_equal '' "$($mq call echo '' --whole)"
    stop_service
}

test_keep_with_frames_refuses_half_a_frame() {
    serve echo --keep --frame -- head -c 6
    expect_error 69 'mailbox echo: head ended before it replied' $mq call echo 'half of this comes back'
    stop_service
    serve echo --keep --frame -- bash -c "printf '\\177\\377\\377\\377xx'; exec sleep 600"
    expect_error 76 '*no reply: the frame is longer than *' $mq call echo x
    stop_service
}

# `call` prints the stderr of the service's command. If the stderr is too long for a reply, `call` prints only its last part.
test_stderr_of_the_command_reaches_the_caller() {
    serve loud -- bash -c 'cat; printf "a\nb\n" >&2'
    expect_equal x "$($mq call loud x 2>said)"
    expect_equal $'a\nb' "$(<said)"
    stop_service
    expect_equal $'a\nb' "$(<service-errors)"
    serve louder -- bash -c 'seq 5000 >&2; exit 4'
    expect_exit 4 $mq call louder x 2>said
    expect_equal 5000 "$(tail -1 said)"
    expect_exit 0 grep -q '^\[the first of 23893 bytes are left out\]$' said
    (($(wc -c <said) > 8000)) || fail "only $(wc -c <said) bytes of it"
    stop_service
}

# At a mailbox for a single receiver, all workers of a service count as one receiver. A second service waits until the first
# service has ended.
test_second_service_waits_for_its_turn() {
    $mq create single --sharing single-receiver
    serve single --workers 3 -- cat
    $mq serve single -- tr a-z A-Z &
    local second=$! i
    for i in 1 2 3; do expect_equal $i "$($mq call single $i)"; done
    alive $second || fail "the second service has not waited"
    stop_service
    expect_equal X "$($mq call single x --wait-server 20s)"
    terminate $second
}

test_binary_and_large_messages() {
    serve copy --whole -- cat
    head -c 8000 /dev/urandom >random
    $mq call copy - --whole <random | cmp - random
    # The standard input never ends. `call` must refuse the request as soon as it has read more bytes than the largest
    # message of the mailbox may have.
    expect_error 65 '*' $mq call copy - </dev/zero
    stop_service
    serve large -- head -c 9000 /dev/zero
    expect_error 65 '*9000 bytes*' $mq call large x
    stop_service
}

# When a caller is killed, the message entry of its request becomes free, and the reply is dropped.
test_dead_caller() {
    serve slow -- bash -c 'touch asked; until [[ -e go ]]; do sleep 0.02; done; echo done'
    $mq call slow x >/dev/null &
    local caller=$!
    wait_until test -e asked
    kill_hard $caller
    touch go
    expect_equal done "$($mq call slow y)"
    wait_for_stat slow 'claimed      0'
    stop_service
}

# `call` fails with 69 when the request is received by `recv`, because `recv` sends no reply.
test_request_taken_by_recv() {
    serve odd -- bash -c 'echo $$ >busy; exec sleep 600'
    $mq call odd first 2>/dev/null &
    wait_for_stat odd 'claimed      1'
    expect_error 69 '*not by a service*' $mq call odd second &
    local caller=$!
    wait_for_stat odd 'ready        1'
    expect_equal second "$($mq recv odd)"
    expect_exit 0 wait $caller
    stop_service
    wait || true
    wait_until not alive "$(<busy)"
}

test_death_of_the_service_reaches_a_caller_that_waits_for_room() {
    $mq create tiny --capacity 1
    serve tiny -- bash -c 'echo $$ >busy; exec sleep 600'
    $mq call tiny first 2>/dev/null &
    wait_until test -s busy
    $mq call tiny second 2>errors &
    local caller=$!
    wait_for_waiter $caller room tiny
    kill_hard $server
    expect_exit 69 wait $caller
    expect_exit 0 grep -q 'no process serves it' errors
    wait || true
    kill "$(<busy)"
}
