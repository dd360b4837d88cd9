# find_all: finds the processes of a daemon. These are the processes with the tag $tag, the
# processes in the session $session, and the descendants of both. Fails if a process that the
# search needs cannot be started.
# The supervisor, the logger and their helpers have another tag. Other daemons that a command has
# started have other tags, too. Processes with another tag are not part of the result.
# The function makes three lists, one after the other: the processes in the session, the processes
# with any tag, and the processes with the tag $tag. It leaves out each process that is in the
# second list but not in the third list. Meanwhile, processes may start or execute programs, so the
# order of the lists matters.
# The second list is made after the first list. So if the first list contains a helper of the
# supervisor, the second list contains the helper, too, and the helper is left out.
# The third list is made after the second list. So if the second list contains a process of the
# daemon, the third list contains this process, too, and the process is not left out.
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
