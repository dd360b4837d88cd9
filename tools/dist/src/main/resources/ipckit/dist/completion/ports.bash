# Prints the names that a task has for ports (argument port), for port sets (set) or for ports and port sets (any). The
# task is the value of --as, or of IPC_TASK without this option. No directory has the name of a port, so this function
# starts the program to get the names.
@FUNCTION@_port_names() { # port | set | any
    local task=${IPC_TASK-} i name
    for ((i = 1; i + 1 < ${#COMP_WORDS[@]}; i++)); do
        if [[ ${COMP_WORDS[i]} == --as ]]; then
            task=${COMP_WORDS[i + 1]}
            [[ $task != = ]] || task=${COMP_WORDS[i + 2]} # bash makes three words of --as=TASK
        fi
    done
    [[ $task ]] || return
    while read -r name; do
        case "$1 $name" in
        'port '*'"port_set":true'*) ;;
        'port '* | 'any '* | 'set '*'"port_set":true'*)
            name=${name#*'"name":"'}
            echo "${name%%'"'*}"
            ;;
        esac
    done < <(@PROGRAM@ port rights --json --as "$task" 2>/dev/null)
}

@FUNCTION@_ports() { # CURRENT-WORD port | set | any
    @FUNCTION@_words "$1" $(@FUNCTION@_port_names "$2")
}

# Completes the name of a mailbox. If the word begins with port:, completes the name of a port instead.
@FUNCTION@_mailboxes() { # CURRENT-WORD
    local before="${COMP_WORDS[*]:COMP_CWORD - 2:2} $1 " names
    case $before in
    *' port : ') @FUNCTION@_ports '' port ;; # bash makes three words of port:NAME
    'port : '*) @FUNCTION@_ports "$1" port ;;
    *' port:'*)
        names=($(@FUNCTION@_port_names port))
        @FUNCTION@_words "$1" "${names[@]/#/port:}"
        ;;
    *) @FUNCTION@_objects "$1" mq ;;
    esac
}

