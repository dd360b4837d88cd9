package ipckit.common.daemon;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ServiceNotification;
import ipckit.common.process.ThisProgram;
import ipckit.common.process.UserCommand;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

/**
 * The options of a verb that can run in the background. These are {@code --daemon}, {@code
 * --notify-fd}, and options such as {@code --log} that need {@code --daemon}. The help page of the
 * verb shows only {@code --daemon}.
 *
 * <pre>{@code
 * if (daemon.isWanted(given)) {
 *     return daemon.start(given, DataStreams.NONE, console);
 * }
 * ... // open the objects, check the command
 * Readiness.announce();
 * }</pre>
 */
public final class DaemonOptions {
    /**
     * The name of the restart option, unless a verb already has another option with this name. The
     * restart option decides whether the main process of a daemon is started again after its end.
     */
    private static final String RESTART = "--restart";

    private static final long LOG_SIZE = 1 << 20;
    private static final long LOG_KEEP = 3;
    private static final long RESTARTS = 5;

    /** The first descriptor after the standard streams, which are 0, 1 and 2. */
    private static final int FIRST_DESCRIPTOR = 3;

    private static final int LAST_DESCRIPTOR = (1 << 20) - 1;

    private final Argument<String> name;
    private final Argument<Path> input;
    private final Argument<Path> output;
    private final Argument<Path> log;
    private final Argument<Long> logSize;
    private final Argument<Long> logKeep;
    private final Argument<RestartPolicy> restart;
    private final Argument<Duration> restartDelay;
    private final Argument<Long> restartLimit;
    private final Argument<Path> directory;
    private final Argument<Integer> umask;
    private final Argument<Long> notifyDescriptor;

    /** Declares the options for a verb that can run as a daemon. */
    public DaemonOptions(Arguments arguments) {
        this(arguments, RESTART);
    }

    /**
     * Declares the options for a verb that already has another option {@code --restart}. The option
     * that decides whether the main process of the daemon is started again therefore gets the name
     * {@code restartName}.
     *
     * @param restartName the name with its hyphens, for example {@code --daemon-restart}
     */
    public DaemonOptions(Arguments arguments, String restartName) {
        name =
                arguments
                        .text("--daemon", "NAME", "run in the background; see 'daemon --help'")
                        .completes(Completion.DAEMON);
        input = arguments.path("--input", "FILE", "read stdin from FILE, which may be a FIFO");
        output = arguments.path("--output", "FILE", "append stdout to FILE, which may be a FIFO");
        log = arguments.path("--log", "FILE", "append messages to FILE, not to the daemon's log");
        logSize = arguments.size("--log-size", "begin a new log at this size").orElse(LOG_SIZE);
        logKeep =
                arguments
                        .option("--log-keep", "N", "keep N old logs", CountConverter.FROM_ZERO)
                        .orElse(LOG_KEEP);
        restart =
                arguments
                        .choice(restartName, RestartPolicy.values(), "restart after the end")
                        .orElse(RestartPolicy.NO);
        restartDelay =
                arguments
                        .duration("--restart-delay", "wait before a restart; doubles up to 60s")
                        .orElse(Duration.ofSeconds(1));
        restartLimit =
                arguments
                        .option(
                                "--restart-limit",
                                "N",
                                "give up after N restarts in succession",
                                CountConverter.FROM_ZERO)
                        .orElse(RESTARTS);
        directory = arguments.path("--chdir", "DIR", "work in DIR");
        umask =
                arguments
                        .mode("--umask", "create files with this umask")
                        .examples("0022", "0027", "0077");
        notifyDescriptor =
                arguments.option(
                        "--notify-fd",
                        "N",
                        "write a newline to descriptor N when ready",
                        new CountConverter(FIRST_DESCRIPTOR, LAST_DESCRIPTOR));
        notifyDescriptor.hideInHelp();
        arguments.exclusive(name, notifyDescriptor);
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED);
        for (Argument<?> other :
                new Argument<?>[] {
                    input,
                    output,
                    log,
                    logSize,
                    logKeep,
                    restart,
                    restartDelay,
                    restartLimit,
                    directory,
                    umask
                }) {
            other.hideInHelp();
            arguments.needs(other, name);
        }
    }

    /**
     * Declares that {@code --daemon} and {@code --notify-fd} are allowed only together with {@code
     * prerequisite}.
     */
    public void need(Arguments arguments, Argument<?> prerequisite) {
        arguments.needs(name, prerequisite);
        arguments.needs(notifyDescriptor, prerequisite);
    }

    /** Returns the declaration of the option {@code --daemon}, not the value that the user gave. */
    public Argument<String> name() {
        return name;
    }

    /**
     * Returns whether this process must start the daemon. The result is false if the user did not
     * give {@code --daemon}. The result is also false in the main process of the daemon. That
     * process has {@code --daemon} among its arguments, but must not start another daemon.
     *
     * <p>If the result is false, this process does the work of the verb, and later announces that
     * it is ready. This method then prepares the announcement, which uses environment variables and
     * descriptors. The children of this process do not inherit these variables and descriptors.
     * Therefore the verb calls this method once, before it starts a command.
     *
     * <p>The verb must open its files after this call. A file that the verb has opened before could
     * have the number that the user gave with {@code --notify-fd}. The announcement would then be
     * written to this file.
     *
     * @throws IpcException USAGE if the descriptor of {@code --notify-fd} is not open
     */
    public boolean isWanted(ParsedArguments given) {
        if (given.has(name) && !MainProcess.begin(new ObjectName(given.get(name)))) {
            return true;
        }
        ServiceNotification.begin();
        if (given.has(notifyDescriptor)) {
            ServiceNotification.addDescriptor(Math.toIntExact(given.get(notifyDescriptor)));
        }
        return false;
    }

    /**
     * Starts the daemon, and waits until it is ready.
     *
     * @param streams whether the verb reads data from standard input and writes data to standard
     *     output
     * @return 0 if the daemon is ready; otherwise the exit status of its main process
     * @throws IpcException USAGE if the user omitted {@code --input} or {@code --output} although
     *     {@code streams} requires the option; USAGE also if the user gave an option that {@code
     *     streams} does not allow; EXISTS if the daemon runs already
     */
    public int start(ParsedArguments given, DataStreams streams, Console console) {
        ObjectName daemon = new ObjectName(given.get(name));
        checkStream(
                streams.input(), streams.mayInput(), given.has(input), "--input", "reads stdin");
        checkStream(
                streams.output(),
                streams.mayOutput(),
                given.has(output),
                "--output",
                "writes data to stdout");
        DaemonSettings settings = settings(given);
        List<byte[]> words = ThisProgram.asCalled();
        words.addAll(OwnCommandLine.argumentBytes());
        return DaemonStart.start(daemon, words, DaemonEnvironment.of(daemon), settings, console);
    }

    /**
     * Starts the daemon if {@link #isWanted} returns true. Otherwise checks that the user's command
     * exists, because this process must not announce its readiness if the command cannot run. A
     * verb that receives records one after another, for example from a mailbox, calls this method
     * first.
     *
     * @param command the words of the user's command that runs for each record; empty if the verb
     *     writes the records to standard output
     * @return the exit code of the start; empty if this process does the work of the verb
     * @throws IpcException as {@link #isWanted} and {@link #start} do; NOT_FOUND if the command is
     *     absent; CANNOT_RUN if it cannot be run
     */
    public OptionalInt startReceiver(ParsedArguments given, List<String> command, Console console) {
        if (isWanted(given)) {
            return OptionalInt.of(start(given, DataStreams.ofReceiver(command), console));
        }
        if (!command.isEmpty()) {
            UserCommand.check(command.getFirst());
        }
        return OptionalInt.empty();
    }

    private static void checkStream(
            boolean needed, boolean allowed, boolean given, String option, String does) {
        if (needed && !given) {
            throw IpcException.usage("--daemon needs " + option + ", because the verb " + does);
        }
        if (given && !allowed) {
            throw IpcException.usage(option + " is not allowed, unless the verb " + does);
        }
    }

    /**
     * Rounds a duration up to whole milliseconds, because the settings of a daemon are stored in
     * milliseconds. Rounding down would turn a delay of less than 1 ms into none.
     */
    private static Duration inWholeMillis(Duration exact) {
        Duration down = exact.truncatedTo(ChronoUnit.MILLIS);
        return down.equals(exact) ? exact : down.plusMillis(1);
    }

    private DaemonSettings settings(ParsedArguments given) {
        return new DaemonSettings(
                        DaemonFiles.directory(given.find(directory).orElse(Path.of(""))),
                        given.find(umask).orElseGet(Umask::ofThisProcess),
                        DaemonFiles.log(given.find(log).orElse(null)),
                        false,
                        given.get(logSize),
                        given.get(logKeep),
                        given.get(restart),
                        inWholeMillis(given.get(restartDelay)),
                        given.get(restartLimit),
                        DaemonFiles.input(given.find(input).orElse(null)),
                        DaemonFiles.output(given.find(output).orElse(null)))
                .in(JournalStream.isStderr());
    }
}
