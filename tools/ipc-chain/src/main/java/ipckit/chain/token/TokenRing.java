package ipckit.chain.token;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.FailureReaction;
import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.IpcException;
import ipckit.common.Uninterrupted;
import ipckit.common.cli.output.Console;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A ring of processes in which one token circulates. A pipe connects each process to the next one.
 * A process runs the command only while it holds the token, so at most one command runs at a time:
 * mutual exclusion without a lock.
 *
 * <p>The token is a line that contains the number of remaining rounds. The last process of the ring
 * decrements the number and reports each completed round to {@code ipc-chain}. When the number is
 * 0, the token goes round once more, and each process that receives it ends. If a process dies
 * while it holds the token, the token is lost. Therefore {@code ipc-chain} ends all other processes
 * when a process fails.
 */
final class TokenRing {
    private static final int IN = 3;
    private static final int OUT = 4;
    private static final int REPORTS = 5;

    /**
     * The shell script of each process. Its arguments are the number of the process, the number of
     * processes, and the command if there is one.
     */
    private static final String SCRIPT =
            """
            i=$1 n=$2
            shift 2
            while read -r rounds <&3; do
                if [ "$rounds" -gt 0 ]; then
                    [ $# = 0 ] || "$@" 3<&- 4>&- 5>&- || exit
                    if [ "$i" = "$n" ]; then
                        rounds=$((rounds - 1))
                        echo "$rounds" >&5
                    fi
                    echo "$rounds" >&4
                else
                    [ "$i" = "$n" ] || echo "$rounds" >&4
                    exit 0
                fi
            done
            """;

    /**
     * The validated command line of {@code ipc-chain token}.
     *
     * @param processes the number of processes in the ring
     * @param rounds the number of rounds
     * @param killAfter the time between TERM and KILL when processes are ended after a failure
     * @param json true to print the mean times of a round and of a hop as JSON, false to print them
     *     as text; in a hop, the token passes from one process to the next
     * @param command the command that each process runs while it holds the token; empty when there
     *     is no command
     */
    record Plan(
            int processes, long rounds, Duration killAfter, boolean json, List<String> command) {}

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final StageOutcomes outcomes;
    private final RoundTimes times = new RoundTimes();

    private TokenRing(Plan plan, Console console, ProcessTree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        IntStream numbers = IntStream.rangeClosed(1, plan.processes);
        List<String> titles = numbers.mapToObj(i -> "process " + i).toList();
        this.outcomes = new StageOutcomes(titles, FailureReaction.END, tree, console);
    }

    /**
     * Runs the ring until the token has made its rounds or a process has failed.
     *
     * @return 0, or the exit status of the process that failed first
     * @throws IpcException NOT_FOUND or CANNOT_RUN when the command is absent or cannot be run;
     *     NO_PROCESS when a process or thread cannot be started
     */
    static int run(Plan plan, Console console) {
        if (!plan.command.isEmpty()) {
            UserCommand.check(plan.command.getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.killAfter);
                Pipe reports = Pipe.make()) {
            return new TokenRing(plan, console, tree).run(reports);
        }
    }

    private int run(Pipe reports) {
        Thread timekeeper;
        try {
            Pipe first = start(reports);
            reports.closeIn();
            timekeeper = DaemonThreads.start(() -> circulate(reports, first));
        } catch (IpcException e) {
            tree.end();
            throw e;
        }
        outcomes.await();
        if (outcomes.firstFailure() == 0) {
            // The thread that counts the rounds must have counted the last round before the mean
            // times are printed.
            Uninterrupted.await(timekeeper::join);
            times.print(plan.processes, plan.json, console);
        }
        return outcomes.firstFailure();
    }

    /**
     * Starts all processes. Returns the pipe that closes the ring: the last process writes to it
     * and the first process reads from it.
     */
    private Pipe start(Pipe reports) {
        Pipe closing = Pipe.make();
        Pipe before = closing;
        for (int i = 1; i <= plan.processes; i++) {
            Pipe behind = i == plan.processes ? closing : Pipe.make();
            watch(i, process(i, before, behind, reports).start());
            if (before != closing) {
                before.close();
            }
            before = behind;
        }
        closing.closeOut();
        return closing;
    }

    private ProcessLaunch process(int i, Pipe before, Pipe behind, Pipe reports) {
        String index = Integer.toString(i);
        String count = Integer.toString(plan.processes);
        List<String> arguments = new ArrayList<>(List.of(index, count));
        arguments.addAll(plan.command);
        return tree.script(SCRIPT, OwnCommandLine.bytesOf(arguments))
                .with("IPC_INDEX", index)
                .with("IPC_COUNT", count)
                .reading(IN, before)
                .writing(OUT, behind)
                .writing(REPORTS, reports);
    }

    /**
     * Starts a thread that waits for a process of the ring and records its exit.
     *
     * <p>When a process of the ring fails, it no longer reads. SIGPIPE may then end the previous
     * process of the ring, which writes to the failed process. This end by SIGPIPE counts as
     * successful, because it is only a consequence of the failure.
     *
     * <p>SIGPIPE may also end the command that a process of the ring runs. That process then exits
     * with 141, which counts as a failure. In both cases, no error line is printed.
     */
    private void watch(int i, ChildProcess child) {
        DaemonThreads.start(
                () -> {
                    ExitResult result = child.await();
                    if (result.endedBySigpipe()) {
                        outcomes.record(i, result.signal() == 0 ? result.status() : 0, null);
                    } else {
                        outcomes.recordExit(i, result);
                    }
                });
    }

    /** Puts the token into the ring and counts the rounds until all processes have ended. */
    private void circulate(Pipe reports, Pipe first) {
        times.start();
        try {
            String token = plan.rounds + "\n";
            first.in().write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
            // After this call, only the last process of the ring holds the writing end of this
            // pipe. Therefore the first process reads end of file when the last process has ended.
            first.closeIn();
            BufferedReader lines =
                    new BufferedReader(
                            Channels.newReader(reports.out(), StandardCharsets.US_ASCII));
            while (lines.readLine() != null) {
                times.countRound();
            }
        } catch (IOException e) {
            // The read or write failed because a process has ended. The exit status of that process
            // is reported instead of this error.
        }
    }
}
