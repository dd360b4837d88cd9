package ipckit.chain;

import ipckit.common.cli.option.TreeOptions;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a link does, as a script of the POSIX shell. A link must start the next one itself, so that
 * it is its parent, and may be there a thousand times: a shell takes a megabyte and a millisecond,
 * a virtual machine for Java thirty of each, and it cannot run anything between fork and exec.
 *
 * <p>A link tells the head over descriptor 3 what happens, a line each, short enough to be whole;
 * when it reads the end of that, all links have ended:
 *
 * <pre>
 * link I PID PARENT CHILD ADOPTER   it has left the loop
 * ended I STATUS                    its parent has waited for it
 * failed I                          it could not be started
 * </pre>
 */
final class LinkScript {
    /** In the order of the script's arguments. */
    private static final String TEXT =
            """
            text=$1 i=$2 n=$3 parent=$4 wait=$5 sleep=$6 repeat=$7 shown=$8
            shift 8
            child=0 adopter=$parent status=0
            export IPC_COUNT="$n" IPC_PARENT="$parent"
            [ "$wait" != none ] || [ "$shown" = report ] || exec 3>/dev/null # nobody listens
            await() {
                if [ "$child" -gt 0 ]; then
                    wait "$child" 2>/dev/null
                    echo "ended $((i + 1)) $?" >&3
                fi
            }
            orphaned() { # soon after the parent has told us; should it be killed, we see it, too
                nap=0.01 told=
                trap told=1 URG
                until read -r _ _ _ adopter _ <"/proc/$$/stat" && [ "$adopter" != "$parent" ]; do
                    sleep $nap 3>&- &
                    wait $! || kill $!
                    case $told$nap in 1*) nap=0.01 ;; 0.01) nap=0.1 ;; *) nap=2 ;; esac
                done
                trap - URG
            }
            act() {
                while [ "$repeat" -gt 0 ]; do
                    [ "$sleep" = 0 ] || sleep "$sleep"
                    [ "$shown" != print ] ||
                        echo "i:$i  process ID:$$  parent ID:$adopter  child ID:$child" >&2
                    repeat=$((repeat - 1))
                done
                [ $# = 0 ] || "$@" 3>&-
                status=$?
            }
            live() {
                [ "$wait" != none ] || [ "$i" = 1 ] || orphaned 2>/dev/null
                echo "link $i $$ $parent $child $adopter" >&3
                case $wait in
                before) await; act "$@" ;;
                after) act "$@"; await ;;
                none) act "$@"; [ "$child" -le 0 ] || kill -URG "$child" 2>/dev/null ;;
                esac
                exit $status
            }
            if [ "$i" -lt "$n" ]; then
                exec 4>&2 2>/dev/null 5<&0 # what is started behind & reads nothing otherwise
                trap 'exec 2>&4 4>&- 5<&-; echo "failed $((i + 1))" >&3; child=-1; live "$@"' EXIT
                IPC_INDEX=$((i + 1)) sh -c "$text" sh "$text" $((i + 1)) "$n" $$ \\
                    "$wait" "$sleep" "$repeat" "$shown" "$@" <&5 5<&- 2>&4 4>&- &
                child=$!
                trap - EXIT
                exec 2>&4 4>&- 5<&-
            fi
            live "$@"
            """;

    private final int count;
    private final TreeOptions.Wish wish;
    private final List<String> command;

    /**
     * @param count how many links there are, the first included
     * @param wish how they print, and when each waits
     * @param command what each runs; empty for nothing
     */
    LinkScript(int count, TreeOptions.Wish wish, List<String> command) {
        this.count = count;
        this.wish = wish;
        this.command = command;
    }

    /** A link that is to be started by this process, whichever it is. */
    ProcessLaunch of(int i, ProcessTree tree) {
        List<String> arguments = new ArrayList<>();
        arguments.add(TEXT);
        arguments.add(Integer.toString(i));
        arguments.add(Integer.toString(count));
        arguments.add(Long.toString(ProcessHandle.current().pid()));
        arguments.add(wish.waiting().name().toLowerCase(Locale.ROOT));
        arguments.add(wish.seconds());
        arguments.add(Long.toString(wish.repeat()));
        arguments.add(
                switch (wish.form()) {
                    case TEXT -> "print";
                    case NONE -> "nothing";
                    default -> "report";
                });
        arguments.addAll(command);
        return tree.script(TEXT, OwnCommandLine.bytesOf(arguments))
                .with("IPC_INDEX", Integer.toString(i));
    }
}
