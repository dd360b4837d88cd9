# Completion of ipc-chain(1) for fish.

# Whether the words so far go on with a given command.
function __ipc_chain_in_command
    contains -- -- (commandline -opc)
end

# What is offered for the words behind the dashes, as a command line of their own.
function __ipc_chain_command
    set -l words (commandline -opc)
    set -l first (math (contains -i -- -- $words) + 1)
    complete -C (string join ' ' -- (string escape -- $words[$first..-1]) (commandline -ct))
end

complete -c ipc-chain -f
complete -c ipc-chain -n __ipc_chain_in_command -a '(__ipc_chain_command)'

complete -c ipc-chain -n 'not __ipc_chain_in_command' -s n -l count -x -a '2 4 16 64' -d 'a chain of N processes'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l wait -x -a 'before after none' -d 'whether a process waits for its child before it prints, or after, or does not'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l sleep -x -a '100ms 1s 10s 1m' -d 'sleep before each line'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l repeat -x -d 'print each line K times'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l format -x -a 'text table tree json dot none' -d 'the classic lines on stderr'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l on-failure -x -a 'end keep' -d 'what becomes of the chain when a process cannot be started'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l exit -x -a 'rightmost first last highest' -d 'whose exit status is ours'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l grace -x -a '100ms 1s 10s 1m' -d 'how long a process may take to end, before SIGKILL'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l via -x -a 'pipe fifo ring' -d 'what joins stages'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l restart -x -d 'start a stage anew when it crashes, up to N times, from the first line that it has not answered'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l stats -d 'each stage\'s status, time, bytes and stalls on stderr'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l stats-file -r -F -d 'the same as JSON, a line a stage, in FILE'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l token -d 'a ring of the N processes, round which a token goes'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l rounds -x -d 'how often the token goes round'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -l explain -d 'what fork'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -s q -l quiet -d 'no news and no progress, only errors'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -s h -l help -d 'show this help and exit'
complete -c ipc-chain -n 'not __ipc_chain_in_command' -s V -l version -d 'show the version and exit'
