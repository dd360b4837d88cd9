
# continue_as NAME ARGUMENT...: continues as the launcher ipc-NAME, which is beside this file. The user may have called
# this script by a link, such as ~/bin/ipckit. If the directory of that link also contains a link to the launcher, such
# as ~/bin/ipc-mq, the function calls the launcher by this second link. The reason is that a program starts itself again
# by the path by which it was called, and the path of a link stays valid after an upgrade.
continue_as() {
    ipckit_name=ipc-$1
    shift
    [ -x "${ipckit_self%/*}/$ipckit_name" ] || fail "cannot start: $ipckit_name is missing"
    [ ! "${ipckit_called%/*}/$ipckit_name" -ef "${ipckit_self%/*}/$ipckit_name" ] ||
        exec "${ipckit_called%/*}/$ipckit_name" "$@"
    exec "${ipckit_self%/*}/$ipckit_name" "$@"
}

# is_program NAME: succeeds if ipckit has a program ipc-NAME.
is_program() {
    case $1 in
    @NAMES@) ;;
    *) return 1 ;;
    esac
}

# The script continues as the launcher of a program if the user has called the script by the name of this program,
# perhaps through several links. The script also does so if the first argument, or the argument after `help`, is the
# name of the program, for example `mq` or `ipc-mq`.
while [ -n "$ipckit_names" ]; do
    ipckit_name=${ipckit_names%%/*}
    case $ipckit_name in
    ipc-*) ! is_program "${ipckit_name#ipc-}" || continue_as "${ipckit_name#ipc-}" "$@" ;;
    esac
    case $ipckit_names in
    */*) ipckit_names=${ipckit_names#*/} ;;
    *) ipckit_names= ;;
    esac
done
case ${1-} in
help)
    ipckit_name=${2-}
    ipckit_name=${ipckit_name#ipc-}
    if is_program "$ipckit_name"; then
        shift 2
        continue_as "$ipckit_name" help "$@"
    fi
    ;;
*)
    ipckit_name=${1-}
    ipckit_name=${ipckit_name#ipc-}
    if is_program "$ipckit_name"; then
        shift
        continue_as "$ipckit_name" "$@"
    fi
    ;;
esac
