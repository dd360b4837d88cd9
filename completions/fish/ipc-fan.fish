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

complete -c ipc-fan -n 'not __ipc_fan_in_command' -s n -l count -x -a '2 4 16 64' -d 'N children, at once'
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
