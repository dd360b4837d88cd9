#!/bin/bash -p
# Starts @PROGRAM@ in the Java runtime that lies beside this file's directory, in this very process: signals and
# the exit code need nobody to pass them on. It forks only to follow a symbolic link.
# Any shell can run it. This one hands on the whole environment, where others drop what is no name of a variable, as
# bash's exported functions are; and -p keeps it from running $BASH_ENV.
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
# A closed standard stream must not become the first file that the runtime opens: reading it, or writing it, fails.
# bash has this very file there then, of which it has read something.
is_open() {
    [ -e "/dev/fd/$1" ] || return
    [ ! "/dev/fd/$1" -ef "$self" ] || { read -r _ at <"/proc/self/fdinfo/$1" && [ "$at" = 0 ]; }
}
is_open 0 || exec 0>/dev/null
is_open 1 || exec 1</dev/null
is_open 2 || exec 2>/dev/null
lib=${self%/*}/../lib
exec "$lib/runtime/bin/java" -XX:AOTCache="$lib/ipckit.aot" $IPCKIT_JAVA_OPTS -m ipckit/@MAIN@ "$@"
