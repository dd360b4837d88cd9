#!/bin/bash -p
# Starts @PROGRAM@ with exec in the Java runtime of ../lib, relative to the directory of this file. The program replaces
# this script, so signals reach the program itself, and its exit code reaches the caller. The script starts another process
# only to follow a symbolic link.
# Any POSIX shell can run this script. The first line names bash, because bash passes on the whole environment: other shells
# drop entries whose names are not variable names, such as bash's exported functions. With -p, bash does not run $BASH_ENV.
# The variable IPCKIT_JAVA_OPTS may contain more options for the JVM, separated by blanks.
self=$0
case $self in
*/*) ;;
*) [ -e "$self" ] && self=./$self || self=$(command -v -- "$self") ;;
esac
while [ -L "$self" ]; do
    target=$(readlink -- "$self")
    case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
    esac
done

# is_open NUMBER: succeeds if the caller has passed on the descriptor NUMBER. If the caller has closed the descriptor, bash
# may have opened this script under the same number. bash has then read a part of the script, so the position in the file is
# not 0.
is_open() {
    [ -e "/dev/fd/$1" ] || return
    [ ! "/dev/fd/$1" -ef "$self" ] || { read -r _ at <"/proc/self/fdinfo/$1" && [ "$at" = 0 ]; }
}

# A closed standard stream is replaced by a descriptor on which reading or writing fails. Otherwise the first file that
# the runtime opens would get the number of the standard stream.
is_open 0 || exec 0>/dev/null
is_open 1 || exec 1</dev/null
is_open 2 || exec 2>/dev/null
lib=${self%/*}/../lib
exec "$lib/runtime/bin/java" -XX:AOTCache="$lib/ipckit.aot" @OPTIONS@ $IPCKIT_JAVA_OPTS -m ipckit/@MAIN@ "$@"
