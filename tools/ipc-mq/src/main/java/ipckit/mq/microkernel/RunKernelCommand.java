package ipckit.mq.microkernel;

import ipckit.common.ExactText;
import ipckit.common.PathBytes;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.cli.value.SizeConverter;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;
import ipckit.common.daemon.Readiness;
import ipckit.common.naming.CurrentProcess;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.process.PoolWork;
import ipckit.common.process.UserCommand;
import ipckit.common.process.UserIdentity;
import ipckit.mq.microkernel.disk.DiskService;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code kernel run}: runs a microkernel with its services, until {@code kernel stop} or a signal
 * ends it.
 */
final class RunKernelCommand implements Command {
    private static final String DISK = "kernel.disk";
    private static final long DISK_SIZE = 16L << 20;

    /** The first of the user IDs that systemd sets aside for services without an account. */
    private static final long FIRST_UID = 61184;

    /** The largest user ID of the first service. Each further service has the next user ID. */
    private static final long MOST_FIRST_UID =
            UserIdentity.LARGEST - KernelService.values().length + 1;

    /**
     * The longest time after a signal in which the services may complete their present requests.
     */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration QUANTUM = Duration.ofMillis(100);
    private static final Duration LEAST_QUANTUM = Duration.ofMillis(10);

    private final Class<?> main;
    private final Argument<Path> disk;
    private final Argument<Long> size;
    private final Argument<Duration> quantum;
    private final Argument<Path> policy;
    private final Argument<Long> uid;
    private final DaemonOptions daemon;

    /**
     * @param main the main class of this program, with which the services are started
     */
    RunKernelCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        disk = arguments.path("--disk", "FILE", "the device (default: kernel.disk in the home)");
        size =
                arguments
                        .option(
                                "--disk-size",
                                "SIZE",
                                "the size of a new device",
                                new SizeConverter(DiskService.LEAST_SIZE, Long.MAX_VALUE))
                        .orElse(DISK_SIZE);
        quantum =
                arguments
                        .option(
                                "--quantum",
                                "DURATION",
                                "the time between two decisions of the scheduler",
                                new DurationConverter(LEAST_QUANTUM))
                        .orElse(QUANTUM);
        policy =
                arguments.path(
                        "--policy",
                        "FILE",
                        "the program that assigns priorities to tasks (default: fair shares)");
        uid =
                arguments
                        .option(
                                "--first-uid",
                                "N",
                                "if root runs it: the user ID of the first service",
                                new CountConverter(1, MOST_FIRST_UID))
                        .orElse(FIRST_UID);
        daemon = new DaemonOptions(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.NONE, console);
        }
        Consumer<String> news = line -> console.message("ipc-mq: " + line);
        given.find(policy).map(RunKernelCommand::text).ifPresent(UserCommand::check);
        Microkernel kernel = new Microkernel(given.get(quantum), news);
        return PoolWork.run(GRACE, kernel::stop, () -> {}, () -> run(kernel, given));
    }

    private int run(Microkernel created, ParsedArguments given) {
        try (Microkernel kernel = created) {
            int failure =
                    kernel.start(
                            (service, news) ->
                                    new ServiceHost(service, main, words(service, given), news));
            if (failure != 0) {
                return failure;
            }
            if (!kernel.hasStopped()) {
                Readiness.announce();
            }
            kernel.run();
        }
        return ExitCode.OK.code();
    }

    /**
     * Returns the absolute path of a program. The path has a slash, so the program is not searched
     * for in PATH.
     */
    private static String text(Path program) {
        return ExactText.of(PathBytes.of(PathBytes.absolute(program)));
    }

    private List<String> words(KernelService service, ParsedArguments given) {
        List<String> words = new ArrayList<>(List.of("kernel", "serve", service.word()));
        if (service == KernelService.DISK) {
            Path file =
                    given.find(disk)
                            .orElseGet(() -> HomeDirectory.fromEnvironment().path().resolve(DISK));
            words.addAll(
                    List.of(
                            "--disk",
                            ExactText.of(PathBytes.of(file)),
                            "--disk-size",
                            given.get(size).toString()));
        }
        if (service == KernelService.SCHEDULER) {
            given.find(policy).ifPresent(file -> words.addAll(List.of("--policy", text(file))));
        }
        if (CurrentProcess.uid() == 0) {
            words.addAll(List.of("--uid", Long.toString(given.get(uid) + service.ordinal())));
        }
        return words;
    }
}
