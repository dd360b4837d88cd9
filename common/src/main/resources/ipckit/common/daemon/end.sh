# Ends the processes of a daemon. The class ShellScripts puts the functions of ScanScript and of processes.sh before
# this script. The arguments are the tag of the daemon, the number of scans between TERM and KILL, and the ID of the
# daemon's session, which may be empty.
exec </dev/null >/dev/null 2>&1
PATH=$PATH:/usr/bin:/bin
export LC_ALL=C
trap '' HUP INT QUIT TSTP PIPE
tag=$1 session=$3
end_found "$2"
