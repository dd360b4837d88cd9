# find_all: finds the processes of a daemon: those with the tag $tag, those in the session $session, and their descendants.
# Fails if a process of the search cannot be started.
# The supervisor, the logger and their helpers have another tag, and so have other daemons that a command has started. The
# order of the lists matters, because processes start or execute programs meanwhile. The session is listed first: a helper of
# the supervisor that only this list contained would be ended. The daemon's own tag is listed last: a process of the daemon
# that this list lacked would be spared.
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
