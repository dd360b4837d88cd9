# Where buffers are: a directory that is nobody else's, permissions as asked for, and names that stay in it.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mode() { stat -c %a "$1"; }

# Permissions are what --mode says, whatever the umask; without it they are for the owner alone.
(umask 077 && ipc-prodcons create group --mode 0660)
(umask 0 && ipc-prodcons create own && ipc-prodcons create log --unbounded --mode 640)
expect_equal 660 "$(mode "$IPC_DIR/buf/group/ring")"
expect_equal 770 "$(mode "$IPC_DIR/buf/group")"
expect_equal 600 "$(mode "$IPC_DIR/buf/own/ring")"
expect_equal 700 "$(mode "$IPC_DIR/buf/own")"
expect_equal 640 "$(mode "$IPC_DIR/buf/log/ring")"
seq 100000 | (umask 077 && ipc-prodcons put log)
expect_equal 640 "$(stat -c %a "$IPC_DIR"/buf/log/area/segment-[0-9]* | sort -u)" "permissions of segments made later"
ipc-prodcons rm group own log

# The longest name, and all that a name may consist of.
long=$(printf '%200s' | tr ' ' n)
ipc-prodcons create "$long"
echo x | ipc-prodcons put "$long"
expect_equal x "$(ipc-prodcons get "$long" --drain)"
ipc-prodcons create 0A.b_c-D..x
ipc-prodcons rm "$long" 0A.b_c-D..x

# A home that others could rename things in.
mkdir open sticky
chmod 0777 open
chmod 1777 sticky
expect_error 77 '*open*' env IPC_DIR="$PWD/open" ipc-prodcons create jobs
expect_equal "" "$(ls -A open)"
IPC_DIR=$PWD/sticky ipc-prodcons create jobs
IPC_DIR=$PWD/sticky ipc-prodcons rm jobs

# Symbolic links in the place of the home, of what is in it, and of a buffer's files.
mkdir real
ln -s real link
expect_error 77 '*link*' env IPC_DIR="$PWD/link" ipc-prodcons create jobs
mkdir home
ln -s "$PWD/real" home/buf
expect_error 77 '*' env IPC_DIR="$PWD/home" ipc-prodcons create jobs
expect_error 77 '*' env IPC_DIR="$PWD/home" ipc-prodcons get jobs
expect_equal "" "$(ls -A real)"
ipc-prodcons create jobs
ln -s jobs "$IPC_DIR/buf/alias"
expect_error 77 '*' ipc-prodcons get alias --no-wait
mv "$IPC_DIR/buf/jobs/ring" ring
ln -s "$PWD/ring" "$IPC_DIR/buf/jobs/ring"
expect_exit 77 ipc-prodcons get jobs --no-wait 2>errors || expect_exit 76 ipc-prodcons get jobs --no-wait 2>errors
rm "$IPC_DIR/buf/alias"
ipc-prodcons rm jobs

# A file where a directory should be.
touch file
expect_exit 77 env IPC_DIR="$PWD/file" ipc-prodcons create jobs 2>errors || true
touch "$IPC_DIR/buf/plain"
expect_error 76 '*plain*' ipc-prodcons get plain
rm "$IPC_DIR/buf/plain"

# Other users; whoever may become one.
if [[ $UID == 0 ]] && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
    as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    ipc-prodcons create mine
    expect_error 77 '*' as_nobody ipc-prodcons get mine --no-wait

    # a shared directory: a buffer's permissions decide, and only its owner removes it
    mkdir "$IPC_DIR/shared"
    chmod 1777 "$IPC_DIR/shared"
    chmod 755 "$IPC_DIR" "${IPC_DIR%/*}"
    (
        export IPC_DIR=$IPC_DIR/shared
        ipc-prodcons create secret --mode 600
        ipc-prodcons create public --mode 666
        echo hello | as_nobody ipc-prodcons put public
        expect_error 77 '*secret*' as_nobody ipc-prodcons put secret </dev/null
        expect_error 77 '*public*' as_nobody ipc-prodcons rm public
        expect_equal hello "$(ipc-prodcons get public --drain)"
        as_nobody ipc-prodcons create theirs
        expect_error 77 '*theirs*' ipc-prodcons rm theirs || as_nobody ipc-prodcons rm theirs
        ipc-prodcons rm secret public
    )

    # a directory of somebody else in the place of one's own home
    mkdir "$IPC_DIR/theirs"
    chown 65534 "$IPC_DIR/theirs"
    expect_error 77 '*' env IPC_DIR="$IPC_DIR/theirs" ipc-prodcons create jobs
    ipc-prodcons rm mine
    rm -r "$IPC_DIR/shared" "$IPC_DIR/theirs"
fi
