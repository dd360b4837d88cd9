# Completion of ipc-prodcons(1) for fish. No program is started to find the buffers.

function __ipc_prodcons_no_verb
    test (count (commandline -opc)) -eq 1
end

# Whether the verb is one of these.
function __ipc_prodcons_verb
    set -l words (commandline -opc)
    set -q words[2]; and contains -- $words[2] $argv
end

# Whether the words so far go on with a given command.
function __ipc_prodcons_in_command
    __ipc_prodcons_verb get hold; and contains -- -- (commandline -opc)
end

# How many operands stand before the cursor: words that are neither options nor their values.
function __ipc_prodcons_operands
    set -l words (commandline -opc)
    set -l operands 0
    set -l value no
    for word in $words[3..-1]
        if test $value = yes
            set value no
        else if string match -q -- '-?*' $word
            switch $word
                case -n --count --slots --full-rule --bytes --max-item --doorbell --limit --dir --mode --on-full \
                        --timeout --rate --producers --batch --retries --dead-letter --interval --consumers --items \
                        --speed --svg --crash-at --size --only --time --rounds
                    set value yes
            end
        else
            set operands (math $operands + 1)
        end
    end
    echo $operands
end

function __ipc_prodcons_wants_buffer
    __ipc_prodcons_verb rm; and return
    __ipc_prodcons_verb put get hold peek stat explain; and test (__ipc_prodcons_operands) -eq 0
end

function __ipc_prodcons_wants_file
    __ipc_prodcons_verb put; and test (__ipc_prodcons_operands) -gt 0
end

function __ipc_prodcons_buffers
    set -l home $IPC_DIR
    test -n "$home"; or set home /dev/shm/ipckit-(id -u)
    for directory in $home/buf/*/
        string replace -r '.*/([^/]+)/$' '$1' -- $directory
    end
end

# Completes the given command as if it stood alone.
function __ipc_prodcons_command
    set -l words (commandline -opc)
    set -l dashes (contains -i -- -- $words)
    set -l rest $words[(math $dashes + 1)..-1]
    complete -C (string join ' ' -- (string escape -- $rest) (commandline -ct))
end

complete -c ipc-prodcons -f
complete -c ipc-prodcons -n __ipc_prodcons_in_command -a '(__ipc_prodcons_command)'
complete -c ipc-prodcons -n 'not __ipc_prodcons_in_command; and __ipc_prodcons_wants_buffer' \
    -a '(__ipc_prodcons_buffers)' -d buffer
complete -c ipc-prodcons -n __ipc_prodcons_wants_file -F

complete -c ipc-prodcons -n __ipc_prodcons_no_verb -s h -l help -d 'Show help and exit'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -s V -l version -d 'Show the version and exit'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a create -d 'Make a buffer'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a put -d 'Put items from stdin or files'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a get -d 'Take items to stdout or to a command'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a hold -d 'Keep a stream open for a command'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a peek -d 'Show items without taking them'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a stat -d 'Show what is in a buffer and who takes part'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a explain -d 'Say why a buffer stands still'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a ls -d 'List all buffers'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a gc -d 'Delete what dead processes left'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a rm -d 'Remove buffers'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a run -d 'Show the problem with real processes'
complete -c ipc-prodcons -n __ipc_prodcons_no_verb -a bench -d 'Measure shared memory against pipes'

# Every verb.
complete -c ipc-prodcons -n 'not __ipc_prodcons_no_verb' -s q -l quiet -d 'Only errors'
complete -c ipc-prodcons -n 'not __ipc_prodcons_no_verb' -s h -l help -d 'Show help and exit'

# Several verbs.
complete -c ipc-prodcons -n '__ipc_prodcons_verb put get peek' -s 0 -l null -d 'Items end in a zero byte'
complete -c ipc-prodcons -n '__ipc_prodcons_verb put get peek' -l frame -d 'A 4-byte length before each item'
complete -c ipc-prodcons -n '__ipc_prodcons_verb put get peek' -l whole -d 'All of a stream is one item'
complete -c ipc-prodcons -n '__ipc_prodcons_verb put get' -x -l timeout -a '100ms 1s 10s 1m' -d 'How long to wait'
complete -c ipc-prodcons -n '__ipc_prodcons_verb put get' -l no-wait -d 'Do not wait at all'
complete -c ipc-prodcons -n '__ipc_prodcons_verb put get' -x -l rate -a '1/s 10/s 100/s 1000/s' -d 'No faster'
complete -c ipc-prodcons -n '__ipc_prodcons_verb put get hold' -l create -d 'Make the buffer if it is absent'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get peek' -x -s n -l count -d 'So many items'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get run' -x -l producers -d 'So many producers'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create run' -x -l slots -d BUFFER_SIZE
complete -c ipc-prodcons -n '__ipc_prodcons_verb stat explain ls gc run bench' -l json -d 'As JSON'

# One verb.
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -x -l full-rule -a 'textbook counter' -d 'When it is full'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -x -l bytes -a '4K 64K 1M 16M 1G' -d 'The data area'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -x -l max-item -a '4K 64K 1M 16M 1G' -d 'The longest item'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -l one-to-one -d 'One producer, one consumer, no locks'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -x -l doorbell -a 'futex fifo' -d 'How processes wake'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -l unbounded -d 'Grow rather than wait'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -x -l limit -a '4K 64K 1M 16M 1G' -d 'The most it may hold'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -x -l dir -a '(__fish_complete_directories)' \
    -d 'Where items are'
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -x -l mode -a '0600 0640 0660 0666' -d Permissions
complete -c ipc-prodcons -n '__ipc_prodcons_verb create' -l if-absent -d 'It is well if it is there already'
complete -c ipc-prodcons -n '__ipc_prodcons_verb put' -x -l on-full -a 'block drop-new drop-old' \
    -d 'When there is no room'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get' -l follow -d 'Never end'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get' -l drain -d 'End when there is nothing now'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get' -l at-most-once -d 'Free items before they are written'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get' -x -l batch -d 'Items for each run of the command'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get' -x -l retries -d 'Try failed items again so often'
complete -c ipc-prodcons -n '__ipc_prodcons_verb get' -x -l dead-letter -a '(__ipc_prodcons_buffers)' \
    -d 'Where failed items go'
complete -c ipc-prodcons -n '__ipc_prodcons_verb peek' -l claimed -d 'Also those in consumers\' hands'
complete -c ipc-prodcons -n '__ipc_prodcons_verb stat' -l watch -d 'Again and again'
complete -c ipc-prodcons -n '__ipc_prodcons_verb stat' -x -l interval -a '100ms 1s 10s 1m' -d 'How often to look'
complete -c ipc-prodcons -n '__ipc_prodcons_verb gc' -l dry-run -d 'Only tell'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -x -l consumers -d 'So many consumers'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -x -l items -d 'How many in all'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -x -l speed -a '1/s 10/s 100/s 1000/s' -d 'Of each process'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -l trace -d 'Tell every step'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -l step -d 'Go on only at a key'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -r -F -l svg -d 'Draw the steps'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -l without-lock -d 'The classic mistake'
complete -c ipc-prodcons -n '__ipc_prodcons_verb run' -x -l crash-at \
    -a 'A1 A2 A3 P2 P3 P4 P5 P6 C2 C3 C4 C5 C6 C7 R1 T1 T5 WAKE' -d 'Kill a process'
complete -c ipc-prodcons -n '__ipc_prodcons_verb bench' -x -l size -a '64 1K 64K' -d 'Sizes of items'
complete -c ipc-prodcons -n '__ipc_prodcons_verb bench' -x -l only -a 'ring shared fifo pipe' -d 'This mechanism'
complete -c ipc-prodcons -n '__ipc_prodcons_verb bench' -x -l time -a '100ms 1s 10s 1m' -d 'Of each measurement'
complete -c ipc-prodcons -n '__ipc_prodcons_verb bench' -x -l rounds -d 'Measure so often'
