package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.prodcons.demo.Report.Kind;

/**
 * {@code run-worker}: one process of a demonstration, started by {@code run} and by nobody else.
 * Reports on stdout, is led and held by stdin ({@link Lifeline}).
 */
public final class WorkerCommand implements Command {
    /** What it is called; not in the help. */
    public static final String VERB = "run-worker";

    private final Argument<String> buffer;
    private final Argument<Role> role;
    private final Argument<Long> number;
    private final Argument<Long> items;
    private final Argument<Long> pause;
    private final Argument<Boolean> withoutLock;

    /** Declares what {@link #words} makes. */
    public WorkerCommand(Arguments arguments) {
        buffer = arguments.operand("BUFFER", "the demonstration's buffer");
        role = arguments.choice("--role", Role.values(), "what to do");
        number = arguments.count("--number", "N", "which of its role it is");
        items = arguments.option("--items", "N", "how many to produce", CountConverter.FROM_ZERO);
        pause =
                arguments.option(
                        "--pause", "NANOS", "how long an item takes", CountConverter.FROM_ZERO);
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
    public int run(ParsedArguments given, Console console) {
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
