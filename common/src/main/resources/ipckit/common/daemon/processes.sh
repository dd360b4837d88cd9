# find_all: finds the processes of a daemon: those with the tag $tag, those in the session $session, and their descendants. The
# supervisor, the logger and their helpers have another tag, and so have other daemons that a command has started. The lists
# are made in this order, because a process that starts or executes a program meanwhile must not be mistaken for another.
find_all() {
    members=
    [ -z "$session" ] || members=$(in_session "$session")
    tagged=$(tagged 'IPCKIT_DAEMON_TAG=.*')
    set -- $(tagged "IPCKIT_DAEMON_TAG=$tag")
    ours=" $* "
    apart=" $$ "
    for pid in $tagged; do
        case $ours in *" $pid "*) ;; *) apart="$apart$pid " ;; esac
    done
    scan "$@" $members
}
