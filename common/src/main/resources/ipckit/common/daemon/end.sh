# Ends the processes of a daemon. The functions of ScanScript and of processes.sh precede this text. The arguments are the
# tag, the number of scans between TERM and KILL, and the session, which may be empty.
exec </dev/null >/dev/null 2>&1
PATH=$PATH:/usr/bin:/bin
export LC_ALL=C
trap '' HUP INT QUIT TSTP PIPE
tag=$1 session=$3
end_found "$2"
