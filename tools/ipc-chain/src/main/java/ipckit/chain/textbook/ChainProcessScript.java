package ipckit.chain.textbook;

import ipckit.common.cli.option.TreeOptions;
import ipckit.common.process.AdoptionScript;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The POSIX shell script that the chain processes run. Normally, chain process 1 (the head) is this
 * process, which runs {@code ipc-chain}. Then only the other chain processes run the script. If
 * this process is not part of the chain (see {@link TextbookChain}), chain process 1 runs the
 * script, too.
 *
 * <p>A process is the parent of only those processes that it starts itself, so each chain process
 * must start the next one. The processes are shells, because a chain may have a thousand processes.
 * A shell needs about 1 MiB of memory and 1 ms to start. A JVM needs thirty times as much memory
 * and time. A JVM also cannot fork itself, because no Java code can run between fork(2) and exec.
 *
 * <p>With {@code --wait none}, each shell except chain process 1 waits until its parent has ended,
 * and only then prints its line and runs the command. To wait, the shell reads from its lifeline, a
 * pipe whose writing end only the parent has (see {@link AdoptionScript}). The reading end is
 * descriptor 6 at first and then descriptor 8. The parent has the writing end at descriptor 7. A
 * shell has no command that makes a pipe, so the parent makes the pipe from a here-document, and
 * opens the pipe again for writing. Some shells make a file from a here-document, for example bash
 * before version 5.1. In such a shell, a read from the lifeline does not wait. The shell then
 * checks about once per second whether another process has become its parent.
 *
 * <p>Each shell reports to this process over descriptor 3. A report is one line that is short
 * enough to be written atomically. This process reads end of file when all shells have ended. The
 * lines are:
 *
 * <pre>
 * process I PID PARENT CHILD ADOPTER   process I has tried to start a child, or is the last process
 * ended I STATUS                       the parent of process I has reaped process I
 * failed I                             process I could not be started
 * </pre>
 *
 * <p>PID, PARENT, CHILD and ADOPTER are process IDs. PARENT is the process that started process I.
 * ADOPTER is the current parent of process I, which differs from PARENT if process I is an orphan.
 * CHILD is 0 if process I is the last process, and -1 if the child could not be started.
 *
 * @param count the number of chain processes, including the head
 * @param wish the values of the options of {@link TreeOptions}, such as {@code --wait}
 * @param command the command that each chain process runs; empty when there is no command
 */
record ChainProcessScript(int count, TreeOptions.Settings wish, List<String> command) {
    /**
     * The descriptor of the lifeline when a chain process starts. The lifeline is the reading end
     * of a pipe, at which the process waits for the end of its parent.
     */
    static final int LIFELINE = 6;

    private static final String TEXT =
            """
            text=$1 i=$2 n=$3 parent=$4 wait=$5 sleep=$6 repeat=$7 shown=$8
            shift 8
            child=0 adopter=$parent status=0 closed=
            export IPC_COUNT="$n" IPC_PARENT="$parent"
            if [ "$wait" = none ]; then
                exec 8<&6 6<&- 7>&-
                closed='7>&- 8<&-'
                [ "$shown" = report ] || exec 3>/dev/null # no reader
            fi
            """
                    + AdoptionScript.TEXT
                    + """
                    await() {
                        if [ "$child" -gt 0 ]; then
                            wait "$child" 2>/dev/null
                            echo "ended $((i + 1)) $?" >&3
                        fi
                    }
                    run() { # COMMAND...: runs a command without the descriptors of this script
                        eval '"$@" 3>&-' "$closed"
                    }
                    act() {
                        while [ "$repeat" -gt 0 ]; do
                            [ "$sleep" = 0 ] || run sleep "$sleep"
                            [ "$shown" != print ] ||
                                echo "i:$i  process ID:$$  parent ID:$adopter  child ID:$child" >&2 ||
                                status=74
                            repeat=$((repeat - 1))
                        done
                        [ $# = 0 ] || run "$@" || status=$?
                    }
                    live() {
                        [ "$wait" != none ] || [ "$i" = 1 ] || await_adoption "$parent" <&8 2>/dev/null
                        echo "process $i $$ $parent $child $adopter" >&3
                        case $wait in
                        before) await; act "$@" ;;
                        after) act "$@"; await ;;
                        none) act "$@" ;;
                        esac
                        exit $status
                    }
                    if [ "$i" -lt "$n" ]; then
                        exec 4>&2 2>/dev/null 5<&0 # & alone would give the child /dev/null as input
                        trap 'exec 2>&4 4>&- 5<&-; echo "failed $((i + 1))" >&3; child=-1; live "$@"' EXIT
                        [ "$wait" != none ] || exec 6<<END 7>/proc/self/fd/6
                    .
                    END
                        IPC_INDEX=$((i + 1)) sh -c "$text" sh "$text" $((i + 1)) "$n" $$ \\
                            "$wait" "$sleep" "$repeat" "$shown" "$@" <&5 5<&- 2>&4 4>&- &
                        child=$!
                        trap - EXIT
                        exec 2>&4 4>&- 5<&-
                        [ "$wait" != none ] || exec 6<&-
                    fi
                    live "$@"
                    """;

    /**
     * Returns a {@link ProcessLaunch} with which the caller can start chain process {@code i} as
     * its child.
     */
    ProcessLaunch launch(int i, ProcessTree tree) {
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
