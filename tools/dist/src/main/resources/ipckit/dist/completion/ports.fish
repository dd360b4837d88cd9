# Prints the names that a task has for ports (argument port), for port sets (set) or for ports and port sets (any). The
# task is the value of --as, or of IPC_TASK without this option. No directory has the name of a port, so this function
# starts the program to get the names.
function _@FUNCTION@_ports # port | set | any
    set -l task $IPC_TASK
    set -l words (commandline -op)
    for i in (seq (count $words))
        if test "$words[$i]" = --as
            set task $words[(math $i + 1)]
        else if string match -q -- '--as=*' $words[$i]
            set task (string replace -- --as= '' $words[$i])
        end
    end
    test -n "$task"; or return
    set -l names (@PROGRAM@ port rights --json --as $task 2>/dev/null)
    switch $argv[1]
        case port
            set names (string match -v -- '*"port_set":true*' $names)
        case set
            set names (string match -- '*"port_set":true*' $names)
    end
    string replace -r '.*"name":"([^"]*)".*' '$1' -- $names
end

# Prints the names of the mailboxes, or the names of ports if the current word begins with port:.
function _@FUNCTION@_mailboxes
    if string match -q 'port:*' -- (commandline -ct)
        string replace -r '^' port: -- (_@FUNCTION@_ports port)
    else
        _@FUNCTION@_objects mq
    end
end

