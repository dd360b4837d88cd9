package ipckit.common.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Ends the processes of a {@link ProcessTree} when this process was ended by SIGKILL: a process in
 * a session of its own that sleeps until a pipe has no writer any more, which we are.
 */
final class TreeWatchdog {
    /** How often it looks; it has sleep(1) for that. */
    private static final int LOOKS_A_SECOND = 10;

    /** The descriptor of the {@link ChildRegistry}. */
    private static final int ROSTER = 3;

    /**
     * Its standard input is the pipe; its arguments are the mark and how often to look before KILL.
     * It looks for those whom {@link TreeScan} finds, too. Of one that has ended, or is another
     * user's, no program is to be seen: {@code exe}. Parents come first there, too.
     */
    private static final String TEXT =
            """
            exec >/dev/null 2>&1
            cd /
            PATH=$PATH:/usr/bin:/bin
            trap '' HUP INT QUIT TERM TSTP
            read -r word && exit 0
            bearing() { grep -lzx "$1" /proc/[0-9]*/environ | tr -dc '0-9\\n' | sort -n; }
            children() { # PID...: of all of them
                for pid do shift; set -- "$@" /proc/$pid/task/*/children; done
                [ $# = 0 ] || cat "$@"
            }
            look_at() { # PID: when it was started
                read -r stat <"/proc/$1/stat" && set -- ${stat##*') '} && started=${20}
            }
            look() { # MARK: who bears it, who is left of those known, and their children
                pids= known_now=
                apart=" $(bearing IPC_TREE= | tr '\\n' ' ') "
                new="$(bearing "$1") $known"
                while [ -n "$new" ]; do
                    added=
                    for one in $new; do
                        pid=${one%/*}
                        case " $pids $apart" in *" $pid "*) continue ;; esac
                        [ -e "/proc/$pid/exe" ] && look_at $pid || continue
                        case $one in $pid | $pid/$started) ;; *) continue ;; esac
                        added="$added $pid" pids="$pids $pid" known_now="$known_now $pid/$started"
                    done
                    new=$(children $added)
                done
                known=$known_now
            }
            known=$(cat <&3)
            signal=TERM left=$2
            while look "$1" && [ -n "$pids" ]; do
                [ "$left" -gt 0 ] || signal=KILL
                [ -z "$signal" ] || kill -$signal $pids
                signal= left=$((left - 1))
                sleep 0.1
            done
            """;

    /** What tells it that all is well. */
    private static final byte[] OVER = {'o', 'v', 'e', 'r', '\n'};

    private final Pipe lifeline = Pipe.make();

    /**
     * Starts it.
     *
     * @param grace how long processes may take to end when they are told to, before SIGKILL
     */
    TreeWatchdog(TreeTag mark, Duration grace) {
        long looks = 1 + grace.toMillis() * LOOKS_A_SECOND / 1000;
        List<String> words = // whatever PATH is
                List.of("/bin/sh", "-c", TEXT, "sh", mark.text(), Long.toString(looks));
        new ProcessLaunch(OwnCommandLine.bytesOf(words))
                .reading(lifeline)
                .reading(ROSTER, ChildRegistry.file())
                .apart()
                .start();
        lifeline.closeOut();
    }

    /** Whoever is still there is to be ended. */
    void bark() {
        lifeline.close();
    }

    /** All is well: whoever is still there stays. */
    void goHome() {
        try {
            lifeline.in().write(ByteBuffer.wrap(OVER));
        } catch (IOException e) {
            // somebody has ended it
        }
        lifeline.close();
    }
}
