# Completion of ipc-shm(1) for fish. No program is started to find the segments.

function __ipc_shm_no_verb
    test (count (commandline -opc)) -eq 1
end

# Whether the verb is one of these; cell's has its second word with it.
function __ipc_shm_verb
    set -l words (commandline -opc)
    set -q words[2]; or return 1
    set -l verb $words[2]
    test $verb = cell; and set -q words[3]; and set verb "cell $words[3]"
    contains -- $verb $argv
end

# Whether the verb is there; cell is none without its second word.
function __ipc_shm_has_verb
    not __ipc_shm_no_verb; and not __ipc_shm_verb cell
end

# Whether the words so far go on with a given command.
function __ipc_shm_in_command
    __ipc_shm_verb attach lock; and contains -- -- (commandline -opc)
end

# How many operands stand before the cursor: words that are neither options nor their values.
function __ipc_shm_operands
    set -l words (commandline -opc)
    set -l operands 0
    set -l value no
    set -l first 3
    test $words[2] = cell; and set first 4
    for word in $words[$first..-1]
        if test $value = yes
            set value no
        else if string match -q -- '-?*' $word
            switch $word
                case --size --mode --offset --length --times --type --until --timeout --time --scheme --at
                    set value yes
            end
        else
            set operands (math $operands + 1)
        end
    end
    echo $operands
end

function __ipc_shm_wants_segment
    __ipc_shm_verb rm; and return
    if __ipc_shm_verb chmod
        test (__ipc_shm_operands) -eq 1
        return
    end
    __ipc_shm_verb attach pin unpin read write print fill dump lock stat \
        'cell get' 'cell set' 'cell add' 'cell cas' 'cell wait' 'cell bench'
    and test (__ipc_shm_operands) -eq 0
end

function __ipc_shm_wants_file
    __ipc_shm_verb read write; and test (__ipc_shm_operands) -eq 1
end

function __ipc_shm_wants_mode
    __ipc_shm_verb chmod; and test (__ipc_shm_operands) -eq 0
end

function __ipc_shm_segments
    set -l home $IPC_DIR
    test -n "$home"; or set home /dev/shm/ipckit-(id -u)
    for directory in $home/shm/*/
        string replace -r '.*/([^/]+)/$' '$1' -- $directory
    end
end

# Completes the given command as if it stood alone.
function __ipc_shm_command
    set -l words (commandline -opc)
    set -l dashes (contains -i -- -- $words)
    set -l rest $words[(math $dashes + 1)..-1]
    complete -C (string join ' ' -- (string escape -- $rest) (commandline -ct))
end

complete -c ipc-shm -f
complete -c ipc-shm -n __ipc_shm_in_command -a '(__ipc_shm_command)'
complete -c ipc-shm -n 'not __ipc_shm_in_command; and __ipc_shm_wants_segment' -a '(__ipc_shm_segments)' -d segment
complete -c ipc-shm -n __ipc_shm_wants_file -F
complete -c ipc-shm -n __ipc_shm_wants_mode -a '0600 0640 0660 0666' -d Permissions

complete -c ipc-shm -n __ipc_shm_no_verb -s h -l help -d 'Show help and exit'
complete -c ipc-shm -n __ipc_shm_no_verb -s V -l version -d 'Show the version and exit'
complete -c ipc-shm -n __ipc_shm_no_verb -a create -d 'Make a segment'
complete -c ipc-shm -n __ipc_shm_no_verb -a attach -d 'Run a command with a segment'
complete -c ipc-shm -n __ipc_shm_no_verb -a pin -d 'Keep a segment attached'
complete -c ipc-shm -n __ipc_shm_no_verb -a unpin -d 'End what pin began'
complete -c ipc-shm -n __ipc_shm_no_verb -a read -d 'Read bytes of a segment'
complete -c ipc-shm -n __ipc_shm_no_verb -a write -d 'Write bytes into a segment'
complete -c ipc-shm -n __ipc_shm_no_verb -a print -d 'Print the text in a segment'
complete -c ipc-shm -n __ipc_shm_no_verb -a fill -d 'Fill a segment with a byte'
complete -c ipc-shm -n __ipc_shm_no_verb -a dump -d 'Show bytes in hexadecimal'
complete -c ipc-shm -n __ipc_shm_no_verb -a cell -d 'Read, change or wait for an integer'
complete -c ipc-shm -n __ipc_shm_no_verb -a lock -d 'Run a command while nobody else has the lock'
complete -c ipc-shm -n __ipc_shm_no_verb -a stat -d 'Show what is known and who is attached'
complete -c ipc-shm -n __ipc_shm_no_verb -a ls -d 'List all segments'
complete -c ipc-shm -n __ipc_shm_no_verb -a chmod -d 'Change permissions'
complete -c ipc-shm -n __ipc_shm_no_verb -a rm -d 'Remove segments'
complete -c ipc-shm -n __ipc_shm_no_verb -a gc -d 'Delete what dead processes left'
complete -c ipc-shm -n __ipc_shm_no_verb -a tour -d "See a segment's life"

complete -c ipc-shm -n '__ipc_shm_verb cell' -a get -d 'Print it'
complete -c ipc-shm -n '__ipc_shm_verb cell' -a set -d 'Set it'
complete -c ipc-shm -n '__ipc_shm_verb cell' -a add -d 'Add to it and print the sum'
complete -c ipc-shm -n '__ipc_shm_verb cell' -a cas -d 'Replace its value if it is the expected one'
complete -c ipc-shm -n '__ipc_shm_verb cell' -a bench -d 'Measure it'
complete -c ipc-shm -n '__ipc_shm_verb cell' -a wait -d 'Wait until it is as it should be'

# Every verb.
complete -c ipc-shm -n __ipc_shm_has_verb -s q -l quiet -d 'Only errors'
complete -c ipc-shm -n __ipc_shm_has_verb -s h -l help -d 'Show help and exit'

# Several verbs.
complete -c ipc-shm -n '__ipc_shm_has_verb; and not __ipc_shm_verb tour' -l trace -d 'Tell each step'
complete -c ipc-shm -n '__ipc_shm_verb read write print fill dump' -x -l offset -a '4K 64K 1M 16M 1G' \
    -d 'From where on'
complete -c ipc-shm -n '__ipc_shm_verb read write print fill dump' -x -l length -a '4K 64K 1M 16M 1G' \
    -d 'How many bytes'
complete -c ipc-shm -n '__ipc_shm_verb lock "cell wait"' -x -l timeout -a '100ms 1s 10s 1m' -d 'How long to wait'
complete -c ipc-shm -n '__ipc_shm_verb lock "cell wait"' -l no-wait -d 'Do not wait at all'
complete -c ipc-shm -n '__ipc_shm_verb "cell get" "cell set" "cell add" "cell cas" "cell wait" "cell bench"' \
    -x -l type -a 'i32 u32 i64 u64' -d 'What the cell holds'
complete -c ipc-shm -n '__ipc_shm_verb stat ls gc' -l json -d 'As JSON'
complete -c ipc-shm -n '__ipc_shm_verb ls tour' -x -l scheme -a 'local posix sysv' -d 'Whose segments'

# One verb.
complete -c ipc-shm -n '__ipc_shm_verb create' -l private -d 'It has no name but its number'
complete -c ipc-shm -n '__ipc_shm_verb create' -x -l size -a '4K 64K 1M 16M 1G' -d 'How many bytes'
complete -c ipc-shm -n '__ipc_shm_verb create' -x -l mode -a '0600 0640 0660 0666' -d Permissions
complete -c ipc-shm -n '__ipc_shm_verb create' -l if-absent -d 'It is well if it is there already'
complete -c ipc-shm -n '__ipc_shm_verb attach' -l read-only -d 'For reading'
complete -c ipc-shm -n '__ipc_shm_verb attach' -x -l at -a 0x100000000000 -d 'Where it is to be mapped'
complete -c ipc-shm -n '__ipc_shm_verb "cell add"' -x -l times -d 'Add so often'
complete -c ipc-shm -n '__ipc_shm_verb "cell wait"' -x -l until -d 'Such as >= 3'
complete -c ipc-shm -n '__ipc_shm_verb "cell bench"' -x -l time -a '100ms 1s 10s 1m' -d 'For how long'
complete -c ipc-shm -n '__ipc_shm_verb "cell bench"' -l wake -d 'Wakes between two processes instead'
complete -c ipc-shm -n '__ipc_shm_verb lock' -l shared -d 'Beside others that are shared'
complete -c ipc-shm -n '__ipc_shm_verb rm' -l if-unattached -d 'Refuse while anybody is attached'
complete -c ipc-shm -n '__ipc_shm_verb gc' -l dry-run -d 'Only tell'
