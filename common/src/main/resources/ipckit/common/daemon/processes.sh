# find_all: finds the processes of a daemon. These are the processes with the tag $tag, the
# processes in the session $session, and the descendants of both. Fails if a process of the search
# cannot be started.
# The supervisor, the logger and their helpers have another tag. Other daemons that a command has
# started have other tags, too. Processes with another tag are not part of the result.
# Processes may start or execute programs between two of the three lists, so the order of the lists
# matters. The session is listed first: a helper of the supervisor that is in this list is then also
# in the list of all tags, and is spared. The daemon's own tag is listed last: a process of the
# daemon that is in the list of all tags is then also in this list, and is not spared.
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
