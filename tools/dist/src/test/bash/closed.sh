# A reader that closes the pipe ends the program with 141 and no message, and what was not taken goes back. A pipe
# takes up to its size (64 KiB by default) ahead of its reader: that much counts as taken.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# What a consumer whose reader has gone, and another one after it, have got together is what was put, each once.
ipc-prodcons create jobs --bytes 16M
seq 300000 >expected
ipc-prodcons put jobs expected
statuses=$(ipc-prodcons get jobs 2>errors | head -n 5 >first; echo "${PIPESTATUS[*]}") || true
expect_equal "141 0" "$statuses" "exit codes of get and head"
expect_equal "" "$(<errors)"
expect_equal $'1\n2\n3\n4\n5' "$(<first)"
ipc-prodcons get jobs --drain >rest
next=$(head -n 1 rest)
# taken, but never printed: what head had read and what the pipe still held
((next > 5 && next < 100000)) || fail "the rest begins at $next"
tail -n +"$next" expected | cmp - rest

# A reader that takes all that it reads loses nothing: what came out before and after is the whole.
ipc-prodcons put jobs expected
{ ipc-prodcons get jobs || expect_equal 141 $?; } | (dd bs=100 count=1000 iflag=fullblock status=none) >first
ipc-prodcons get jobs --drain >rest
[[ $(cat first rest | wc -c) -le $(wc -c <expected) ]] || fail "something was delivered twice"
tail -c "$(wc -c <rest)" expected | cmp - rest
expect_equal "" "$(head -c 1 rest | tr -d 0-9)" "a rest that begins within a line"

# The same with each framing.
for framing in -0 --frame --whole; do
    ipc-prodcons put jobs expected
    { ipc-prodcons get jobs $framing || expect_equal 141 $?; } | head -c 10 >/dev/null
    ipc-prodcons get jobs --drain >rest
    tail -c "$(wc -c <rest)" expected | cmp - rest
done

# One that waits for items notices, too, though it has nothing to write.
for how in '' --follow '--timeout 50s' '--producers 3' '--rate 1/s'; do
    ipc-prodcons get jobs $how 2>errors > >(exec true) &
    expect_exit 141 wait $!
    expect_equal "" "$(<errors)"
done
exec {out}> >(exec sleep 0.5)
expect_silence 141 ipc-prodcons get jobs --follow >&$out # the reader goes while it waits
exec {out}>&-

# At most once: what was on its way is gone, and nothing comes twice.
seq 10 | ipc-prodcons put jobs
open_closed_output
expect_silence 141 ipc-prodcons get jobs --at-most-once >&$out
exec {out}>&-
expect_equal 0 "$(ipc-prodcons get jobs --drain | wc -l)"

# Help into a closed pipe.
open_closed_output
expect_silence 141 ipc-prodcons --help >&$out
exec {out}>&-

# A command that reads only part of its input has succeeded all the same: its exit status decides.
seq 100 | ipc-prodcons put jobs
ipc-prodcons get jobs --drain --batch 100 -- head -n 1 >got
expect_equal 1 "$(<got)"
expect_equal 0 "$(ipc-prodcons get jobs --drain | wc -l)"

# A producer whose own input ends early is none the wiser.
head -n 3 expected | ipc-prodcons put jobs
expect_equal 3 "$(ipc-prodcons get jobs --drain | wc -l)"
ipc-prodcons rm jobs
