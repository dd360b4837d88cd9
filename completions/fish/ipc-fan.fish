# Completion of ipc-fan(1) for fish.

# Whether the words so far go on with a given command.
function __ipc_fan_in_command
    contains -- -- (commandline -opc)
end

# What is offered for the words behind the dashes, as a command line of their own.
function __ipc_fan_command
    set -l words (commandline -opc)
    set -l first (math (contains -i -- -- $words) + 1)
    complete -C (string join ' ' -- (string escape -- $words[$first..-1]) (commandline -ct))
end

complete -c ipc-fan -f
complete -c ipc-fan -n __ipc_fan_in_command -a '(__ipc_fan_command)'

complete -c ipc-fan -n 'not __ipc_fan_in_command' -s n -l count -x -a '2 4 16 64' -d 'N children at once'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -s 0 -l null -d 'records end in a zero byte, not in a newline'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l frame -d 'a 4-byte big-endian length before each record'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -s k -l keep-order -d 'what comes out is in the order of what went in'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l tag -d 'begin each line of output with its record, or child, and a tab'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l retries -x -d 'try what failed K more times'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l each -d 'run CMD once for each record of stdin, at most N at once'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l stdin -d 'CMD reads the record instead of having it as a word'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l timeout -x -a '100ms 1s 10s 1m' -d 'end a try that takes longer'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l halt -x -d 'soon,fail=N'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l delay -x -a '100ms 1s 10s 1m' -d 'between two starts'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l direct -d 'output as it is written, lines may mix'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l joblog -r -F -d 'add a line of JSON to FILE for each job'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l resume -d 'do not run again what has ended well by that file'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l progress -d 'show how far it is, on a terminal\'s stderr'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l dry-run -d 'print the commands, and run none'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l split -d 'the children share stdin, in blocks of whole lines, by stdin'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l round-robin -d 'blocks go to one after the other, not to who is free'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l block -x -a '4K 64K 1M 16M' -d 'how long a block is at most'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l serve -d 'each child answers each line of stdin that it is given with one line, in order'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l window -x -d 'how many lines a child is given before it has answered, at most'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l from -x -d 'run CMD, at most N at once, for each message of a mailbox'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l drain -d 'end when there is nothing to be had there now'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l dead-letter -x -d 'where goes what failed too often, of that kind'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l shell -d 'run the commands of stdin, a line each'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l wait -x -a 'before after none' -d 'whether the parent waits for its children before it prints, or after, or does not'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l sleep -x -a '100ms 1s 10s 1m' -d 'sleep before each line'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l repeat -x -d 'print each line K times'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l format -x -a 'text table tree json dot none' -d 'the classic lines on stderr'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l on-failure -x -a 'end keep' -d 'what becomes of the others when a process cannot be started'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l exit -x -a 'first highest any' -d 'the exit status when some fail'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -l grace -x -a '100ms 1s 10s 1m' -d 'how long a process may take to end, before SIGKILL'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -s q -l quiet -d 'no news and no progress, only errors'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -s h -l help -d 'show this help and exit'
complete -c ipc-fan -n 'not __ipc_fan_in_command' -s V -l version -d 'show the version and exit'
