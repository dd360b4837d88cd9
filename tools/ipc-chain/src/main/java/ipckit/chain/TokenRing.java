package ipckit.chain;

import ipckit.common.IpcException;
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

/**
 * A ring of processes, each with a pipe to the next, in which one token goes round. Who has the
 * token may run the command, and nobody else has it: mutual exclusion without a lock.
 *
 * <p>The token is a line with the number of rounds that are left; the last member takes one off,
 * and tells the head. At 0 each member passes it on and ends. When a member dies the token may be
 * lost with it; the ring is broken, and the others are ended.
 */
final class TokenRing {
    private static final int IN = 3;
    private static final int OUT = 4;
    private static final int REPORTS = 5;

    /** Arguments: which member it is, how many there are, and the command if any. */
    private static final String MEMBER =
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
     * What a user has asked for.
     *
     * @param members how many
     * @param rounds how often the token goes round
     * @param grace how long members may take to end when one has failed
     * @param json whether the figures are for programs
     * @param command what each runs while it has the token; empty for nothing
     */
    record Plan(int members, long rounds, Duration grace, boolean json, List<String> command) {}

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final Fates fates;
    private final RoundTimes times = new RoundTimes();

    private TokenRing(Plan plan, Console console, ProcessTree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        List<String> titles = new ArrayList<>();
        for (int i = 1; i <= plan.members; i++) {
            titles.add("member " + i);
        }
        this.fates = new Fates(titles, tree, console);
    }

    /**
     * Runs it.
     *
     * @return 0, or the status of the member that failed first
     * @throws IpcException NOT_FOUND or CANNOT_RUN of the command; NO_PROCESS
     */
    static int run(Plan plan, Console console) {
        if (!plan.command.isEmpty()) {
            UserCommand.check(plan.command.getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.grace);
                Pipe reports = Pipe.make()) {
            return new TokenRing(plan, console, tree).run(reports);
        }
    }

    private int run(Pipe reports) {
        Thread listening;
        try {
            Pipe first = start(reports);
            reports.closeIn();
            listening = Threads.start(() -> listen(reports, first));
        } catch (IpcException e) {
            tree.end();
            throw e;
        }
        fates.await();
        if (fates.first() == 0) {
            Threads.join(listening); // until it has heard of the last round
            times.print(plan.members, plan.json, console);
        }
        return fates.first();
    }

    /** Starts all members; returns the pipe to the first, of which the last has the end, too. */
    private Pipe start(Pipe reports) {
        Pipe closing = Pipe.make();
        Pipe before = closing;
        for (int i = 1; i <= plan.members; i++) {
            Pipe behind = i == plan.members ? closing : Pipe.make();
            watch(i, member(i, before, behind, reports).start());
            if (before != closing) {
                before.close();
            }
            before = behind;
        }
        closing.closeOut();
        return closing;
    }

    private ProcessLaunch member(int i, Pipe before, Pipe behind, Pipe reports) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(i));
        arguments.add(Integer.toString(plan.members));
        arguments.addAll(plan.command);
        return tree.script(MEMBER, OwnCommandLine.bytesOf(arguments))
                .with("IPC_INDEX", Integer.toString(i))
                .with("IPC_COUNT", Integer.toString(plan.members))
                .reading(IN, before)
                .writing(OUT, behind)
                .writing(REPORTS, reports);
    }

    private void watch(int i, ChildProcess child) {
        Threads.start(
                () -> {
                    ExitResult ended = child.await();
                    if (ended.wasUnread()) { // the next one has failed, and is told; or the command
                        fates.ended(i, ended.signal() == 0 ? ended.status() : 0, null);
                    } else {
                        fates.ended(i, ended);
                    }
                });
    }

    /** Puts the token into the ring, and notes when each round is over. */
    private void listen(Pipe reports, Pipe first) {
        times.begin();
        try {
            String token = plan.rounds + "\n";
            first.in().write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
            first.closeIn(); // the last member alone has this end now
            BufferedReader lines =
                    new BufferedReader(
                            Channels.newReader(reports.out(), StandardCharsets.US_ASCII));
            while (lines.readLine() != null) {
                times.round();
            }
        } catch (IOException e) {
            // a member has failed, which is told
        }
    }
}
