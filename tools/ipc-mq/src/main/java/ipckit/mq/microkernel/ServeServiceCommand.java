package ipckit.mq.microkernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.SupervisedProcess;
import ipckit.common.process.UserIdentity;
import ipckit.mq.microkernel.clock.ClockService;
import ipckit.mq.microkernel.disk.DiskService;
import ipckit.mq.microkernel.files.FileService;
import ipckit.mq.microkernel.names.NameService;
import ipckit.mq.microkernel.policy.FairSharePolicy;
import ipckit.mq.microkernel.policy.Policy;
import ipckit.mq.microkernel.policy.PolicyProgram;
import ipckit.mq.microkernel.policy.SchedulerService;
import ipckit.mq.microkernel.server.ServiceLoop;
import ipckit.mq.microkernel.server.SystemCalls;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;

/**
 * {@code kernel serve}: runs one service. {@code kernel run} starts this verb, and connects its
 * standard input and output by pipes.
 */
final class ServeServiceCommand implements Command {
    /**
     * The flag that the kernel adds if an earlier process of the service was ready. The disk
     * service then does not create its device, the file with the blocks of the disk, because the
     * device exists already.
     */
    static final String EXISTING = "--existing";

    private final Argument<String> service;
    private final Argument<Path> disk;
    private final Argument<Long> size;
    private final Argument<Boolean> existing;
    private final Argument<Path> policy;
    private final Argument<Long> uid;

    ServeServiceCommand(Arguments arguments) {
        service = arguments.operand("SERVICE", "names, disk, files, clock or scheduler");
        disk = arguments.path("--disk", "FILE", "the device of the service disk");
        size = arguments.size("--disk-size", "the size of a new device").orElse(0L);
        existing = arguments.flag(EXISTING, "the service was ready before: create no device");
        policy = arguments.path("--policy", "FILE", "the policy of the service scheduler");
        uid = arguments.count("--uid", "N", "become this user").orElse(0L);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        KernelService wanted =
                KernelService.named(given.get(service))
                        .orElseThrow(
                                () ->
                                        new IpcException(
                                                Category.USAGE,
                                                "no such service: " + given.get(service)));
        InputStream input = new BufferedInputStream(Channels.newInputStream(console.stdin()));
        OutputStream output = new BufferedOutputStream(Channels.newOutputStream(console.stdout()));
        ServiceLoop loop = new ServiceLoop(input, output);
        switch (wanted) {
            case NAMES -> {
                drop(given);
                loop.run(NameService::new);
            }
            case DISK -> {
                // Only the disk service opens a file: the device, which contains the blocks of the
                // disk. It does so as the user who has started the kernel, before it becomes
                // another user.
                try (DiskService driver = driver(given)) {
                    drop(given);
                    loop.run(_ -> driver);
                }
            }
            case FILES -> {
                drop(given);
                loop.run(ServeServiceCommand::fileServer);
            }
            case CLOCK -> {
                drop(given);
                loop.run(_ -> new ClockService());
            }
            case SCHEDULER -> {
                drop(given);
                try (Policy used = policy(given, console)) {
                    used.check();
                    loop.run(_ -> new SchedulerService(used));
                }
            }
        }
        return ExitCode.OK.code();
    }

    /**
     * Creates the object that answers the requests to the service {@code files}. This object needs
     * the disk service. If the port of the disk service is dead, the disk service has reported why
     * it has ended. Then this process ends without a message of its own.
     */
    private static FileService fileServer(SystemCalls kernel) {
        try {
            return new FileService(kernel);
        } catch (IpcException e) {
            throw e.category() == Category.REMOVED
                    ? new IpcException(Category.OUTPUT_CLOSED, e.getMessage(), e)
                    : e;
        }
    }

    private DiskService driver(ParsedArguments given) {
        return given.get(existing)
                ? DiskService.open(given.get(disk))
                : DiskService.openOrCreate(given.get(disk), given.get(size));
    }

    private Policy policy(ParsedArguments given, Console console) {
        return given.find(policy)
                .<Policy>map(
                        file -> new PolicyProgram(file, line -> console.message("ipc-mq: " + line)))
                .orElseGet(FairSharePolicy::new);
    }

    /**
     * Leaves the working directory. If the kernel has chosen another user for this service, this
     * process also becomes that user. Only the disk service opens a file before this call: the file
     * with the blocks of the disk.
     */
    private void drop(ParsedArguments given) {
        SupervisedProcess.leaveDirectory();
        long wanted = given.get(uid);
        if (wanted > 0) {
            UserIdentity.become(wanted);
        }
    }
}
