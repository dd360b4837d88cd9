package ipckit.mq.manage;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.cli.value.SizeConverter;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOwner;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.ReceiverPolicy;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.kernel.PosixQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.PosixQueueName;
import ipckit.mq.kernel.SystemVQueueName;
import ipckit.mq.mailbox.CapacityConverter;
import ipckit.mq.mailbox.MailboxRegistry;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** {@code create}: creates a mailbox or a kernel queue. */
public final class CreateMailboxCommand implements Command {
    private static final String MAX_BYTES = "--max-bytes";

    /**
     * The default capacity of a POSIX queue in messages. It is low, because the kernel limits the
     * memory of all POSIX queues of a user (RLIMIT_MSGQUEUE).
     */
    private static final long POSIX_CAPACITY = 8;

    private final Argument<String> name;
    private final Argument<Integer> capacity;
    private final Argument<Long> maxSize;
    private final Argument<Long> fixedSize;
    private final Argument<Long> maxBytes;
    private final Argument<ReceiverPolicy> sharing;
    private final Argument<Optional<MailboxOwner>> owner;
    private final Argument<Path> durable;
    private final Argument<Integer> mode;
    private final Argument<Boolean> ifAbsent;

    public CreateMailboxCommand(Arguments arguments) {
        SizeConverter sizes = new SizeConverter(0, MailboxSpec.MOST_BYTES);
        name = arguments.operand("NAME", "the name of the mailbox");
        capacity =
                arguments
                        .option(
                                "--capacity",
                                "N",
                                "how many messages it holds, or unbounded; 0: rendezvous",
                                CapacityConverter.ANY)
                        .orElse(MailboxSpec.STANDARD_CAPACITY);
        maxSize =
                arguments.option("--max-size", "SIZE", "the largest message (default: 8K)", sizes);
        fixedSize = arguments.option("--fixed-size", "SIZE", "the size of every message", sizes);
        maxBytes = arguments.size(MAX_BYTES, "how many bytes of messages it holds (sysv: only)");
        sharing =
                arguments
                        .choice("--sharing", ReceiverPolicy.values(), "which processes may attach")
                        .orElse(ReceiverPolicy.ANY);
        owner =
                arguments
                        .option(
                                "--owner",
                                "PID",
                                "remove it when this process ends; system: never (default: system)",
                                CreateMailboxCommand::owner)
                        .examples("system");
        durable =
                arguments
                        .path("--durable", "DIR", "keep messages on disk, in a directory under DIR")
                        .completes(Completion.DIRECTORY);
        mode =
                arguments
                        .mode("--mode", "permissions, regardless of the umask")
                        .orElse(MailboxRegistry.DEFAULT_MODE);
        ifAbsent = arguments.flag("--if-absent", "succeed when the mailbox exists already");
        arguments.exclusive(maxSize, fixedSize);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.OUTPUT_CLOSED);
    }

    /** Converts the value of {@code --owner}: a process id, or {@code system} for no owner. */
    private static Optional<MailboxOwner> owner(String text) {
        return text.equals("system")
                ? Optional.empty()
                : Optional.of(MailboxOwner.of(CountConverter.FROM_ONE.convert(text)));
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        String mailbox = given.get(name);
        try {
            if (KernelQueueName.isMeantBy(mailbox)) {
                createQueue(KernelQueueName.parse(mailbox), given, console);
            } else {
                refuseMaxBytes(given);
                createMailbox(MailboxRegistry.parse(mailbox), given);
            }
        } catch (IpcException e) {
            if (e.category() != Category.EXISTS || !given.get(ifAbsent)) {
                throw e;
            }
        }
        return ExitCode.OK.code();
    }

    private void createMailbox(ObjectName mailbox, ParsedArguments given) {
        MailboxSpec spec = spec(given);
        MailboxRegistry registry = new MailboxRegistry();
        Optional<Path> parent = given.find(durable);
        if (parent.isEmpty()) {
            registry.create(mailbox, spec, given.get(mode));
        } else {
            registry.createOrRestore(
                    mailbox, spec, given.get(mode), parent.get(), box -> matches(box, spec, given));
        }
    }

    /**
     * Returns whether a mailbox that is already on disk has the properties that the given options
     * ask for. A property whose option is absent is not compared. With {@code --if-absent}, returns
     * true, because this option accepts every existing mailbox.
     */
    private boolean matches(Mailbox box, MailboxSpec spec, ParsedArguments given) {
        MailboxSpec found = box.spec();
        boolean sized = given.has(maxSize) || given.has(fixedSize);
        return given.get(ifAbsent)
                || (!given.has(capacity) || found.capacity() == spec.capacity())
                        && (!sized || found.maxSize() == spec.maxSize())
                        && (!sized || found.fixed() == spec.fixed())
                        && (!given.has(sharing) || found.sharing() == spec.sharing())
                        && (!given.has(owner) || Objects.equals(found.owner(), spec.owner()))
                        && (!given.has(mode) || box.hasMode(given.get(mode)));
    }

    private MailboxSpec spec(ParsedArguments given) {
        boolean fixed = given.has(fixedSize);
        long size =
                (fixed ? given.find(fixedSize) : given.find(maxSize))
                        .orElse((long) MailboxSpec.STANDARD_SIZE);
        return new MailboxSpec(
                given.get(capacity),
                Math.toIntExact(size),
                fixed,
                given.get(sharing),
                given.has(durable),
                given.find(owner).flatMap(one -> one).orElse(null));
    }

    private void refuseMaxBytes(ParsedArguments given) {
        if (given.has(maxBytes)) {
            throw SystemVQueueName.needed(MAX_BYTES);
        }
    }

    private void createQueue(KernelQueueName queue, ParsedArguments given, Console console) {
        queue.refuse(given, fixedSize, "fixed sizes")
                .refuse(given, durable, "copies on disk")
                .refuse(given, owner, "owners");
        if (given.get(sharing) != ReceiverPolicy.ANY) {
            throw queue.without("limits to who takes part");
        }
        if (queue instanceof SystemVQueueName systemV) {
            createSystemVQueue(systemV, given, console);
        } else {
            refuseMaxBytes(given);
            createPosixQueue((PosixQueueName) queue, given);
        }
    }

    private void createPosixQueue(PosixQueueName queue, ParsedArguments given) {
        long messages =
                given.has(capacity) ? given.get(capacity) : PosixQueue.capacityUpTo(POSIX_CAPACITY);
        long size =
                given.find(maxSize).orElseGet(() -> PosixQueue.sizeUpTo(MailboxSpec.STANDARD_SIZE));
        if (messages == 0 || size == 0) {
            throw queue.without(messages == 0 ? "capacity 0" : "messages of 0 bytes only");
        }
        if (messages == MailboxSpec.UNBOUNDED) {
            throw queue.without("unbounded capacity");
        }
        queue.create(messages, size, given.get(mode));
    }

    /**
     * Creates a System V queue and prints its id. With {@code --if-absent}, prints the id of an
     * existing queue.
     */
    private void createSystemVQueue(
            SystemVQueueName queue, ParsedArguments given, Console console) {
        queue.refuse(given, capacity, "capacities in messages (but see --max-bytes)")
                .refuse(given, maxSize, "limits to one message");
        console.requireOutput();
        int id;
        try {
            id = queue.create(given.find(maxBytes).orElse(0L), given.get(mode));
        } catch (IpcException e) {
            if (e.category() != Category.EXISTS || !given.get(ifAbsent)) {
                throw e;
            }
            id = queue.id();
        }
        console.text().println(Integer.toString(id));
    }
}
