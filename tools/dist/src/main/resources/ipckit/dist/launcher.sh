#!/bin/sh
# Starts @PROGRAM@ in the Java runtime that lies beside this file's directory, in this very process: signals and
# the exit code need nobody to pass them on. It forks only to follow a symbolic link.
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
lib=${self%/*}/../lib
exec "$lib/runtime/bin/java" -XX:AOTCache="$lib/ipckit.aot" $IPCKIT_JAVA_OPTS -m ipckit/@MAIN@ "$@"
