# find_all: finds the processes of a daemon. These are the processes with the tag $tag, the
# processes in the session $session, and the descendants of all these processes. Fails if a process
# that the search needs cannot be started.
# The function leaves out each process that has another tag. The supervisor, the logger and their
# helpers have such a tag. Other daemons that a command of this daemon has started have tags of
# their own, too.
# The function makes three lists, one after the other: the processes in the session, the processes
# with any tag, and the processes with the tag $tag. A process has another tag if it is in the
# second list but not in the third list. Processes may start or execute programs between two lists,
# so the order of the lists matters:
# - If the first list contains a helper of the supervisor, the later second list contains the
#   helper, too. So the helper is left out.
# - If the second list contains a process of the daemon, the later third list contains the process,
#   too. So the process is not left out.
find_all() {
    members=
    [ -z "$session" ] || members=$(in_session "$session") || return 1
    tagged=$(tagged 'IPCKIT_DAEMON_TAG=.*') || return 1
    ours=$(tagged "IPCKIT_DAEMON_TAG=$tag") || return 1
    set -- $ours
    ours=" $* "
    apart=" $$ "
    for pid in $tagged; do
        case $ours in *" $pid "*) ;; *) apart="$apart$pid " ;; esac
    done
    scan "$@" $members
}
