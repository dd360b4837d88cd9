#!/bin/bash -p
# Starts @PROGRAM@ in the Java runtime in ../lib/runtime, relative to this file. The script calls exec, so signals reach the
# program itself, and the caller gets the program's exit code. The script starts another process only to follow a symbolic
# link.
# Any POSIX shell can run this script. The first line names bash, because other shells remove environment variables whose
# names are not valid in a shell, such as the functions that bash has exported. With -p, bash does not run $BASH_ENV.
# The names of this script's own variables begin with ipckit_, because an assignment to a variable of the caller's environment
# would change the environment of the program.
# The variable IPCKIT_JAVA_OPTS may contain more options for the JVM, separated by blanks.
ipckit_self=$0
case $ipckit_self in
*/*) ;;
*) [ -e "$ipckit_self" ] && ipckit_self=./$ipckit_self || ipckit_self=$(command -v -- "$ipckit_self") ;;
esac

# ipckit_called is the path by which the user has called this script, before symbolic links are followed. The program
# starts itself again by this path, which stays valid if an upgrade replaces the installation or changes the link.
# ipckit_names contains the file name in this path. If the path is a link, ipckit_names also contains the file name in
# the path to which the link leads, and so on for further links. Slashes separate the names.
case $ipckit_self in
/*) ipckit_called=$ipckit_self ;;
*) ipckit_called=$PWD/${ipckit_self#./} ;;
esac
ipckit_names=${0##*/}
while [ -L "$ipckit_self" ]; do
    ipckit_target=$(readlink -- "$ipckit_self")
    ipckit_names=$ipckit_names/${ipckit_target##*/}
    case $ipckit_target in
    /*) ipckit_self=$ipckit_target ;;
    *) ipckit_self=${ipckit_self%/*}/$ipckit_target ;;
    esac
done

# fail MESSAGE: prints one line and ends this script. The script calls this function when the Java runtime could not start,
# because the runtime itself would print several lines.
fail() {
    printf '%s: %s\n' @PROGRAM@ "$1" >&2
    exit 125
}
[ -e /proc/self/limits ] || fail 'cannot start: /proc is not mounted'

# is_open NUMBER: succeeds if the caller has passed on the descriptor NUMBER. If the caller has closed NUMBER, bash may have
# opened this script under this number, and is_open must fail. The position in the file shows this case: it is not 0,
# because bash has already read a part of the script.
is_open() {
    [ -e "/dev/fd/$1" ] || return
    [ ! "/dev/fd/$1" -ef "$ipckit_self" ] || { read -r _ ipckit_at <"/proc/self/fdinfo/$1" && [ "$ipckit_at" = 0 ]; }
}

# If the caller has closed a standard stream, the script opens /dev/null as this stream. Otherwise the first file that
# the runtime opens would get the number of the closed stream. Standard input is opened for writing only, and standard
# output for reading only. Therefore reading and writing still fail, as with a closed stream. Text for standard error is
# discarded.
is_open 0 || exec 0>/dev/null
is_open 1 || exec 1</dev/null
is_open 2 || exec 2>/dev/null
@SELECTION@

# The runtime cannot start in a deleted working directory. The shell has already printed a message about this directory.
pwd -P >/dev/null 2>&1 || exit 125

# require LIMIT OPTION LEAST: fails if the soft limit LIMIT, see proc_pid_limits(5), is less than LEAST. OPTION is the option
# of ulimit for this limit.
require() {
    ipckit_soft=${ipckit_limits#*"Max $1 "}
    ipckit_soft=${ipckit_soft#"${ipckit_soft%%[! ]*}"}
    ipckit_soft=${ipckit_soft%% *}
    case $ipckit_soft in
    *[!0-9]* | '') ;;
    *) [ "$ipckit_soft" -ge "$3" ] || fail "cannot start: the limit on $1 is too low (ulimit $2)" ;;
    esac
}

# The number of threads that the JVM starts. The limits count each thread as a process, and already count this process.
ipckit_threads=15

# Fails if the limit on the processes of this user allows too few further processes. To count the user's processes takes
# long, so the script counts them only if the limit is less than 1000.
require_processes() {
    require processes -u $((ipckit_threads + 1))
    case $ipckit_soft in
    ? | ?? | ???) ;;
    *) return ;;
    esac
    ipckit_used=0
    for ipckit_task in /proc/[0-9]*/task/[0-9]*; do
        [ ! -O "$ipckit_task" ] || ipckit_used=$((ipckit_used + 1))
    done
    require processes -u $((ipckit_used + ipckit_threads))
}

# require_pids DIRECTORY: fails if the control group in DIRECTORY, or a control group that contains it, allows too few
# further processes.
require_pids() {
    ipckit_cgroup=${1%/}
    while [ "$ipckit_cgroup" != /sys/fs ]; do
        if [ -r "$ipckit_cgroup/pids.max" ]; then
            read -r ipckit_most <"$ipckit_cgroup/pids.max"
            read -r ipckit_used <"$ipckit_cgroup/pids.current"
            [ "$ipckit_most" = max ] || [ $((ipckit_most - ipckit_used)) -ge $ipckit_threads ] ||
                fail 'cannot start: the control group allows too few processes (pids.max)'
        fi
        ipckit_cgroup=${ipckit_cgroup%/*}
    done
}

# Only bash checks the limits, because other shells cannot read the whole file /proc/self/limits in one step.
if [ -n "${BASH_VERSION-}" ]; then
    IFS= read -r -d '' ipckit_limits </proc/self/limits
    require 'open files' -n 16
    require 'address space' -v 1000000000
    require 'data size' -d 200000000
    # The kernel does not apply the limit on processes to root.
    [ "$EUID" = 0 ] || require_processes
    [ ! -r /proc/self/cgroup ] || while IFS=: read -r _ ipckit_name ipckit_cgroup; do
        case $ipckit_name in
        '') require_pids "/sys/fs/cgroup$ipckit_cgroup" ;;
        pids) require_pids "/sys/fs/cgroup/pids$ipckit_cgroup" ;;
        esac
    done </proc/self/cgroup
fi

# The user sets JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS and _JAVA_OPTIONS for the commands that the program starts. The JVM
# of the program would obey these variables, too, and report them on standard error. Therefore the script renames them.
# The program passes them to its commands under the original names.
[ -z "${JAVA_TOOL_OPTIONS+set}" ] || {
    export IPCKIT_HIDDEN_JAVA_TOOL_OPTIONS="$JAVA_TOOL_OPTIONS"
    unset JAVA_TOOL_OPTIONS
}
[ -z "${JDK_JAVA_OPTIONS+set}" ] || {
    export IPCKIT_HIDDEN_JDK_JAVA_OPTIONS="$JDK_JAVA_OPTIONS"
    unset JDK_JAVA_OPTIONS
}
[ -z "${_JAVA_OPTIONS+set}" ] || {
    export IPCKIT_HIDDEN__JAVA_OPTIONS="$_JAVA_OPTIONS"
    unset _JAVA_OPTIONS
}

# The JVM needs the locale C.UTF-8. In a locale without UTF-8, it could not represent paths and words with characters other
# than ASCII. In a locale with another language, it would report errors in that language. The variable LC_ALL overrides all
# other variables of the locale. bash prints a warning if the system does not have the locale, so the warning is discarded.
case ${LC_ALL+set} in
set) export IPCKIT_HIDDEN_LC_ALL="$LC_ALL" ;;
*) export IPCKIT_ABSENT_LC_ALL= ;;
esac
{ export LC_ALL=C.UTF-8; } 2>/dev/null

# The runtime cannot load its libraries from a path that is not UTF-8, so the script fails if it has such a path. In the
# locale C.UTF-8, the regular expression ^.*$ does not match such a path. Shells other than bash skip this check.
case $ipckit_self in
/*) ipckit_path=$ipckit_self ;;
*) ipckit_path=$PWD/$ipckit_self ;;
esac
[ -z "${BASH_VERSION-}" ] || [[ $ipckit_path =~ ^.*$ ]] ||
    fail 'cannot start: the path of the installation is not valid UTF-8'

# runs_no_loop ARGUMENT...: succeeds if the command runs no loop over the user's data. Some verbs, such as `recv`, run a
# loop only with certain options, with the word -, which stands for messages on standard input, or with a command of the
# user after the word --. Words such as -qn5 contain several options of one letter, so all such words count as a loop.
runs_no_loop() {
    case "${1-} ${2-}" in
    '-V '* | '--version '* | '-h '* | '--help '* | 'help '* | *' --help' | *' -h' | @WITHOUT_LOOP@) return 0 ;;
    @ONE_MESSAGE@) ;;
    *) return 1 ;;
    esac
    for ipckit_word; do
        case $ipckit_word in
        - | -- | -[!-]* | @LOOP_OPTIONS@) return 1 ;;
        esac
    done
}

# A command without a loop ends before compiled code could help, so -Xint turns off the JIT compiler. Most of these
# commands need few classes. Therefore the JVM takes their classes from a small AOT cache, which is a file of classes that
# are already loaded. The small cache and -Xint together save about a fifth of the processor time.
ipckit_cache=@CACHE@.aot
ipckit_options='@OPTIONS@'
if runs_no_loop "$@"; then
    ipckit_options=-Xint
    case "${1-} ${2-}" in
    @COMPLETE_CACHE@) ;;
    *) ipckit_cache=@CACHE@.short.aot ;;
    esac
fi

ipckit_lib=${ipckit_self%/*}/../lib
# If the working directory's path is not UTF-8, the JVM could not represent it. Therefore the JVM resolves relative
# paths against /proc/self/cwd.
exec "$ipckit_lib/runtime/bin/java" -Duser.dir=/proc/self/cwd -Dipckit.launcher="$ipckit_called" \
    -Dipckit.version=@VERSION@ -XX:AOTCache="$ipckit_lib/$ipckit_cache" $ipckit_options \
    $IPCKIT_JAVA_OPTS -m ipckit/@MAIN@ "$@"
