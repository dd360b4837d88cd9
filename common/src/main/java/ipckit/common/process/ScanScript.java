package ipckit.common.process;

/**
 * Functions of the POSIX shell that find processes in /proc and end them. The shell scripts that
 * outlive this program contain these functions. Each script must ensure that {@code PATH} contains
 * the directories of the standard programs.
 */
public final class ScanScript {
    /**
     * The functions:
     *
     * <ul>
     *   <li>{@code tagged PATTERN} prints the pids of the processes that were started with a
     *       certain environment variable. The pattern is a basic regular expression, which must
     *       match the complete text {@code NAME=VALUE} of the variable.
     *   <li>{@code in_session SID} prints the pids of the processes of a session.
     *   <li>{@code scan PID...} sets {@code pids} to the given processes, the processes that an
     *       earlier scan has found, and the descendants of all of them. It skips the processes in
     *       {@code apart}, a list of pids with a blank before and after each pid. It also skips
     *       zombies and processes of other users, because it cannot follow their link {@code exe}
     *       in /proc. It fails if it cannot start a process that it needs for the scan.
     *   <li>{@code end_found SCANS} ends the processes that the script's function {@code find_all}
     *       finds. It sends them TERM once, and calls {@code find_all} again and again, {@value
     *       #SCANS_A_SECOND} times per second. It sends no TERM to a process that a later call
     *       finds, because a process that handles TERM may have started it to clean up. From call
     *       {@code SCANS} + 1 on, it sends KILL to the processes that are still found. It returns
     *       when {@code find_all} finds no process, and at the latest 100 calls after the first
     *       KILL. If a call of {@code find_all} fails, it ignores the result of this call.
     * </ul>
     */
    public static final String FUNCTIONS =
            """
            tagged() {
                grep -lzx "$1" /proc/[0-9]*/environ | tr -dc '0-9\\n' | sort -n
            }
            in_session() {
                sed -n "s/^\\([0-9]*\\) (.*) [A-Za-z] [0-9]* [0-9]* $1 .*/\\1/p" /proc/[0-9]*/stat
                return 0
            }
            children() { # PID...: prints the children of all of them
                for pid do shift; set -- "$@" /proc/$pid/task/*/children; done
                [ $# = 0 ] || cat "$@"
                return 0
            }
            read_start() { # PID: sets `started`
                read -r stat <"/proc/$1/stat" && set -- ${stat##*') '} && started=${20}
            }
            known=
            scan() {
                pids= known_now=
                new="$* $known"
                while [ -n "$new" ]; do
                    added=
                    for one in $new; do
                        pid=${one%/*}
                        case " $pids $apart" in *" $pid "*) continue ;; esac
                        [ -e "/proc/$pid/exe" ] && read_start $pid || continue
                        case $one in $pid | $pid/$started) ;; *) continue ;; esac
                        added="$added $pid" pids="$pids $pid" known_now="$known_now $pid/$started"
                    done
                    new=$(children $added) || return 1
                done
                known=$known_now
            }
            end_found() {
                signal=TERM left=$1
                while [ "$left" -gt -100 ]; do
                    if find_all; then
                        [ -n "$pids" ] || return 0
                        [ "$left" -gt 0 ] || signal=KILL
                        [ -z "$signal" ] || kill -$signal $pids
                        signal=
                    fi
                    left=$((left - 1))
                    sleep 0.1
                done
            }
            """;

    /**
     * The number of scans of {@code end_found} per second. The function sleeps for 0.1 s after each
     * scan.
     */
    public static final int SCANS_A_SECOND = 10;

    private ScanScript() {}
}
