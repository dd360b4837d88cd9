#!/bin/bash -p
# Replaces this process by @PROGRAM@ in the Java runtime beside this file's directory, so that signals and the exit code
# are the program's own. It forks only to follow a symbolic link.
# Any POSIX shell can run this file. bash passes on the whole environment; other shells drop entries whose names are not
# variable names, such as bash's exported functions. With -p, bash does not run $BASH_ENV.
# IPCKIT_JAVA_OPTS: more options for the JVM, separated by blanks.
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
# If a standard stream is closed, open one here on which reading or writing fails. Otherwise the first file that the
# runtime opens would take its number. bash itself may have this script open under that number, with some of it read.
is_open() {
    [ -e "/dev/fd/$1" ] || return
    [ ! "/dev/fd/$1" -ef "$self" ] || { read -r _ at <"/proc/self/fdinfo/$1" && [ "$at" = 0 ]; }
}
is_open 0 || exec 0>/dev/null
is_open 1 || exec 1</dev/null
is_open 2 || exec 2>/dev/null
lib=${self%/*}/../lib
exec "$lib/runtime/bin/java" -XX:AOTCache="$lib/ipckit.aot" $IPCKIT_JAVA_OPTS -m ipckit/@MAIN@ "$@"
