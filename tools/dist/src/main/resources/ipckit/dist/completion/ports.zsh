# Stores in the array `names` the names that a task has for ports (argument port), for port sets (set) or for ports and
# port sets (any). The task is the value of --as, or of IPC_TASK without this option. No directory has the name of a port,
# so this function starts the program to get the names.
@FUNCTION@_port_names() { # port | set | any
    local task=$IPC_TASK
    local -i at=$words[(I)--as(|=*)]
    if ((at)); then
        [[ $words[at] == --as ]] && task=$words[at+1] || task=${words[at]#--as=}
    fi
    names=()
    [[ -n $task ]] || return
    names=(${(f)"$(@PROGRAM@ port rights --json --as $task 2>/dev/null)"})
    case $1 in
    port) names=(${names:#*'"port_set":true'*}) ;;
    set) names=(${(M)names:#*'"port_set":true'*}) ;;
    esac
    names=(${${names#*'"name":"'}%%'"'*})
}

@FUNCTION@_ports() { # OPTION-OF-COMPADD... port | set | any
    local -a names
    @FUNCTION@_port_names $argv[-1]
    compadd "${(@)argv[1,-2]}" -a names
}

# Completes the name of a mailbox. If the word begins with port:, completes the name of a port instead.
@FUNCTION@_mailboxes() { # OPTION-OF-COMPADD...
    local -a names
    if [[ $PREFIX == port:* ]]; then
        @FUNCTION@_port_names port
        names=(port:$^names)
        compadd "$@" -a names
    else
        @FUNCTION@_objects "$@" mq
    fi
}

