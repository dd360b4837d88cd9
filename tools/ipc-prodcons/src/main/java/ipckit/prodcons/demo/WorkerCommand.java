package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.Counts;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.prodcons.demo.Report.Kind;

/**
 * {@code run-worker}: one process of a demonstration, started by {@code run} and by nobody else.
 * Reports on stdout, is led and held by stdin ({@link Lifeline}).
 */
public final class WorkerCommand implements Command {
    /** What it is called; not in the help. */
    public static final String VERB = "run-worker";

    private final Arg<String> buffer;
    private final Arg<Role> role;
    private final Arg<Long> number;
    private final Arg<Long> items;
    private final Arg<Long> pause;
    private final Arg<Boolean> withoutLock;

    /** Declares what {@link #words} makes. */
    public WorkerCommand(Arguments arguments) {
        buffer = arguments.operand("BUFFER", "the demonstration's buffer");
        role = arguments.choice("--role", Role.values(), "what to do");
        number = arguments.count("--number", "N", "which of its role it is");
        items = arguments.option("--items", "N", "how many to produce", Counts.FROM_ZERO);
        pause = arguments.option("--pause", "NANOS", "how long an item takes", Counts.FROM_ZERO);
        withoutLock = arguments.flag("--without-lock", "at the textbook's buffer");
    }

    /** The words by which the parent calls it. */
    static String[] words(Stage stage, Plan plan, Role role, int number, int items) {
        return new String[] {
            VERB,
            stage.name(),
            "--role=" + role.word(),
            "--number=" + number,
            "--items=" + items,
            "--pause=" + plan.pauseNanos(),
            plan.withoutLock() ? "--without-lock" : "--quiet"
        };
    }

    @Override
    public int run(Parsed given, Console console) {
        Stage stage = Stage.of(!given.get(withoutLock), given.get(buffer));
        Voice voice = new Voice(new Lifeline(() -> clear(stage)), given.get(pause));
        int me = Math.toIntExact(given.get(number));
        int count = Math.toIntExact(given.get(items));
        boolean produces = given.get(role) == Role.PRODUCER;
        if (given.get(withoutLock)) {
            TextbookPlayers players = new TextbookPlayers(stage.textbook(), voice);
            if (produces) {
                players.produce(me, count);
            } else {
                players.consume();
            }
        } else {
            RingPlayers players = new RingPlayers(stage.ring(), voice);
            if (produces) {
                players.produce(me, count);
            } else {
                players.consume();
            }
        }
        voice.tell(Report.now(Kind.LEAVES));
        return ExitCode.OK.code();
    }

    /** The parent was killed and cannot do it. */
    private static void clear(Stage stage) {
        try {
            stage.remove();
        } catch (IpcException e) {
            // Nobody is there to be told.
        }
    }
}
