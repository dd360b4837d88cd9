# Completion of ipc-mq(1) for fish. No program is started to find the mailboxes.

function __ipc_mq_no_verb
    test (count (commandline -opc)) -eq 1
end

# Whether the verb is one of these.
function __ipc_mq_verb
    set -l words (commandline -opc)
    set -q words[2]; and contains -- $words[2] $argv
end

# Whether the words so far go on with a given command.
function __ipc_mq_in_command
    __ipc_mq_verb recv serve; and contains -- -- (commandline -opc)
end

# How many operands stand before the cursor: words that are neither options nor their values.
function __ipc_mq_operands
    set -l words (commandline -opc)
    set -l operands 0
    set -l value no
    for word in $words[3..-1]
        if test $value = yes
            set value no
        else if string match -q -- '-?*' $word
            switch $word
                case -n --count --capacity --max-size --fixed-size --sharing --mode --as --priority --header \
                        --reply-to --timeout --format --lease --retries --dead-letter --for --wait-server --workers --scheme \
                        --owner --durable --to --from --link-capacity --wait-peer
                    set value yes
            end
        else
            set operands (math $operands + 1)
        end
    end
    echo $operands
end

function __ipc_mq_wants_mailbox
    __ipc_mq_verb recv rm; and return
    __ipc_mq_verb send peek wait ack nack extend call serve purge stat; and test (__ipc_mq_operands) -eq 0
end

function __ipc_mq_wants_duration
    __ipc_mq_verb extend; and test (__ipc_mq_operands) -eq 2
end

function __ipc_mq_mailboxes
    set -l home $IPC_DIR
    test -n "$home"; or set home /dev/shm/ipckit-(id -u)
    for directory in $home/mq/*/
        string replace -r '.*/([^/]+)/$' '$1' -- $directory
    end
end

function __ipc_mq_tasks
    set -l home $IPC_DIR
    test -n "$home"; or set home /dev/shm/ipckit-(id -u)
    for directory in $home/task/*/
        string replace -r '.*/([^/]+)/$' '$1' -- $directory
    end
end

# Completes the given command as if it stood alone.
function __ipc_mq_command
    set -l words (commandline -opc)
    set -l dashes (contains -i -- -- $words)
    set -l rest $words[(math $dashes + 1)..-1]
    complete -C (string join ' ' -- (string escape -- $rest) (commandline -ct))
end

complete -c ipc-mq -f
complete -c ipc-mq -n __ipc_mq_in_command -a '(__ipc_mq_command)'
complete -c ipc-mq -n 'not __ipc_mq_in_command; and __ipc_mq_wants_mailbox' -a '(__ipc_mq_mailboxes)' -d mailbox
complete -c ipc-mq -n __ipc_mq_wants_duration -a '100ms 1s 10s 1m' -d 'How long from now on'

complete -c ipc-mq -n __ipc_mq_no_verb -s h -l help -d 'Show help and exit'
complete -c ipc-mq -n __ipc_mq_no_verb -s V -l version -d 'Show the version and exit'
complete -c ipc-mq -n __ipc_mq_no_verb -a create -d 'Make a mailbox'
complete -c ipc-mq -n __ipc_mq_no_verb -a send -d 'Send messages'
complete -c ipc-mq -n __ipc_mq_no_verb -a recv -d 'Receive messages to stdout or to a command'
complete -c ipc-mq -n __ipc_mq_no_verb -a peek -d 'Show messages without receiving them'
complete -c ipc-mq -n __ipc_mq_no_verb -a wait -d 'Wait until something can be done'
complete -c ipc-mq -n __ipc_mq_no_verb -a ack -d 'Say that a leased message is done with'
complete -c ipc-mq -n __ipc_mq_no_verb -a nack -d 'Let a leased message come again'
complete -c ipc-mq -n __ipc_mq_no_verb -a extend -d 'Let a lease end later'
complete -c ipc-mq -n __ipc_mq_no_verb -a call -d 'Ask a service'
complete -c ipc-mq -n __ipc_mq_no_verb -a serve -d 'Make a command a service'
complete -c ipc-mq -n __ipc_mq_no_verb -a purge -d 'Drop the messages in a mailbox'
complete -c ipc-mq -n __ipc_mq_no_verb -a stat -d 'Show what is in a mailbox and who takes part'
complete -c ipc-mq -n __ipc_mq_no_verb -a ls -d 'List all mailboxes'
complete -c ipc-mq -n __ipc_mq_no_verb -a gc -d 'Delete what dead processes left'
complete -c ipc-mq -n __ipc_mq_no_verb -a rm -d 'Remove mailboxes'
complete -c ipc-mq -n __ipc_mq_no_verb -a tour -d 'Show what naming each other costs'

# Every verb.
complete -c ipc-mq -n 'not __ipc_mq_no_verb' -s q -l quiet -d 'Only errors'
complete -c ipc-mq -n 'not __ipc_mq_no_verb' -s h -l help -d 'Show help and exit'

# Several verbs.
complete -c ipc-mq -n '__ipc_mq_verb send recv wait call' -x -l as -a '(__ipc_mq_tasks)' -d 'The task that we are'
complete -c ipc-mq -n '__ipc_mq_verb send recv' -x -l link-capacity -a '0 1 8 64 1024 unbounded' \
    -d 'Of a link that is made'
complete -c ipc-mq -n '__ipc_mq_verb send recv' -x -l wait-peer -a '100ms 1s 10s 1m' \
    -d 'How long to wait for the task'
complete -c ipc-mq -n '__ipc_mq_verb send call' -x -l priority -d '0 to 31, higher ones are received first'
complete -c ipc-mq -n '__ipc_mq_verb send call' -x -l header -d 'KEY=VALUE beside the body'
complete -c ipc-mq -n '__ipc_mq_verb send recv peek' -s 0 -l null -d 'Messages end in a zero byte'
complete -c ipc-mq -n '__ipc_mq_verb send recv peek serve' -l frame -d 'A length, what is beside the body, the body'
complete -c ipc-mq -n '__ipc_mq_verb send recv peek call serve' -l whole -d 'As it is, nothing added'
complete -c ipc-mq -n '__ipc_mq_verb send recv wait call' -x -l timeout -a '100ms 1s 10s 1m' -d 'How long to wait'
complete -c ipc-mq -n '__ipc_mq_verb send recv wait' -l no-wait -d 'Do not wait at all'
complete -c ipc-mq -n '__ipc_mq_verb recv peek' -x -s n -l count -d 'So many messages'
complete -c ipc-mq -n '__ipc_mq_verb recv peek' -x -l format -d 'For each message, such as %s %b'
complete -c ipc-mq -n '__ipc_mq_verb recv peek' -l shell -d 'As assignments'
complete -c ipc-mq -n '__ipc_mq_verb recv peek stat ls gc' -l json -d 'As JSON'

# One verb.
complete -c ipc-mq -n '__ipc_mq_verb create' -x -l capacity -a '0 1 8 64 1024 unbounded' \
    -d 'How many messages it holds'
complete -c ipc-mq -n '__ipc_mq_verb create' -x -l max-size -a '64 1K 8K 64K 1M' -d 'Of a message'
complete -c ipc-mq -n '__ipc_mq_verb create' -x -l fixed-size -a '64 1K 8K 64K 1M' -d 'Of each message'
complete -c ipc-mq -n '__ipc_mq_verb create' -x -l sharing -a 'any single-receiver pair' -d 'Who may be there'
complete -c ipc-mq -n '__ipc_mq_verb create' -x -l owner -a system -d 'The process with which it goes'
complete -c ipc-mq -n '__ipc_mq_verb create' -x -l durable -a '(__fish_complete_directories)' \
    -d 'Keep messages on disk there'
complete -c ipc-mq -n '__ipc_mq_verb create' -x -l mode -a '0600 0640 0660 0666' -d Permissions
complete -c ipc-mq -n '__ipc_mq_verb create' -l if-absent -d 'It is well if it is there already'
complete -c ipc-mq -n '__ipc_mq_verb send' -x -l to -a '(__ipc_mq_tasks)' -d 'The task to send to'
complete -c ipc-mq -n '__ipc_mq_verb send' -x -l reply-to -a '(__ipc_mq_mailboxes)' -d 'Where answers go'
complete -c ipc-mq -n '__ipc_mq_verb send' -l until-received -d 'Wait until a receiver has each message'
complete -c ipc-mq -n '__ipc_mq_verb send' -l pend -d 'If it is full, keep one message beyond the limit'
complete -c ipc-mq -n '__ipc_mq_verb recv' -x -l from -a '(__ipc_mq_tasks)' -d 'Only what this task sends'
complete -c ipc-mq -n '__ipc_mq_verb recv' -l follow -d 'Never end'
complete -c ipc-mq -n '__ipc_mq_verb recv' -l drain -d 'End when there is nothing now'
complete -c ipc-mq -n '__ipc_mq_verb recv' -x -l lease -a '100ms 1s 10s 1m' -d 'Hide messages so long'
complete -c ipc-mq -n '__ipc_mq_verb recv' -x -l retries -d 'Try failed messages again so often'
complete -c ipc-mq -n '__ipc_mq_verb recv' -x -l dead-letter -a '(__ipc_mq_mailboxes)' \
    -d 'Where failed messages go'
complete -c ipc-mq -n '__ipc_mq_verb wait' -x -l for -a 'message room accepted service' -d 'What is to be'
complete -c ipc-mq -n '__ipc_mq_verb call' -x -l wait-server -a '100ms 1s 10s 1m' \
    -d 'How long to wait for a service'
complete -c ipc-mq -n '__ipc_mq_verb serve' -x -l workers -d 'So many at the same time'
complete -c ipc-mq -n '__ipc_mq_verb serve' -l keep -d 'One command answers all questions'
complete -c ipc-mq -n '__ipc_mq_verb rm' -l task -d 'Forget tasks'
complete -c ipc-mq -n '__ipc_mq_verb ls' -l links -d 'The links between tasks'
complete -c ipc-mq -n '__ipc_mq_verb ls' -x -l scheme -a 'local posix' -d 'Whose mailboxes'
complete -c ipc-mq -n '__ipc_mq_verb gc' -l dry-run -d 'Only tell'
