package ipckit.prodcons.manage;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.RingSpec.FullRule;
import ipckit.prodcons.BufferNamespace;

import java.nio.file.Path;
import java.util.Optional;

/** {@code create}: creates a buffer. */
public final class CreateBufferCommand implements Command {
    /** The mechanism, called doorbell, by which a process wakes a waiting process. */
    private enum DoorbellKind {
        FUTEX,
        FIFO
    }

    private final Argument<String> name;
    private final Argument<Long> slots;
    private final Argument<FullRule> fullRule;
    private final Argument<Long> bytes;
    private final Argument<Long> maxItem;
    private final Argument<Boolean> oneToOne;
    private final Argument<DoorbellKind> doorbell;
    private final Argument<Boolean> unbounded;
    private final Argument<Long> limit;
    private final Argument<Path> dir;
    private final Argument<Integer> mode;
    private final Argument<Boolean> ifAbsent;

    /** Declares the arguments of {@code create}. */
    public CreateBufferCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the new buffer's name");
        slots =
                arguments.count(
                        "--slots",
                        "N",
                        "BUFFER_SIZE, one item a slot; without it only bytes limit the buffer");
        fullRule =
                arguments
                        .choice(
                                "--full-rule",
                                FullRule.values(),
                                "textbook: full when (in + 1) % N == out, so at N - 1 items;"
                                        + " counter: full at N items")
                        .orElse(FullRule.TEXTBOOK);
        bytes =
                arguments
                        .size("--bytes", "size of the data area; if unbounded, of each segment")
                        .orElse(RingSpec.DEFAULT_BYTES);
        maxItem = arguments.size("--max-item", "the longest item (default: as long as fits)");
        oneToOne =
                arguments.flag("--one-to-one", "for one producer and one consumer, without locks");
        doorbell =
                arguments
                        .choice(
                                "--doorbell",
                                DoorbellKind.values(),
                                "how processes wake each other; with fifo a script can wait, too")
                        .orElse(DoorbellKind.FUTEX);
        unbounded = arguments.flag("--unbounded", "grow instead of making producers wait");
        limit = arguments.size("--limit", "the most bytes an unbounded buffer holds");
        dir =
                arguments
                        .path(
                                "--dir",
                                "DIR",
                                "keep an unbounded buffer in DIR/NAME, where it survives a reboot")
                        .completes(Completion.DIRECTORY);
        mode =
                arguments
                        .mode("--mode", "permissions, regardless of the umask")
                        .orElse(BufferNamespace.DEFAULT_MODE);
        ifAbsent = arguments.flag("--if-absent", "succeed if the buffer exists already");
        arguments.needs(limit, unbounded);
        arguments.needs(dir, unbounded);
        arguments.needs(fullRule, slots);
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.CORRUPT, ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName buffer = BufferNamespace.name(given.get(name));
        RingSpec spec =
                new RingSpec(
                        given.find(slots).orElse(0L),
                        given.get(fullRule),
                        given.get(bytes),
                        given.find(maxItem).orElse(0L),
                        given.get(oneToOne),
                        given.get(doorbell) == DoorbellKind.FIFO,
                        given.get(unbounded),
                        given.find(limit).orElse(0L));
        try {
            create(buffer, spec, given);
        } catch (IpcException e) {
            if (e.category() != Category.EXISTS || !given.get(ifAbsent)) {
                throw e;
            }
        }
        return ExitCode.OK.code();
    }

    private void create(ObjectName buffer, RingSpec spec, ParsedArguments given) {
        BufferNamespace buffers = new BufferNamespace();
        Optional<Path> parent = given.find(dir);
        if (parent.isEmpty()) {
            buffers.create(buffer, spec, given.get(mode));
        } else {
            buffers.createOrRestore(
                    buffer,
                    spec,
                    given.get(mode),
                    parent.get(),
                    ring -> matches(ring, spec, given));
        }
    }

    /**
     * Returns whether a buffer that already exists on a disk fits the options. With {@code
     * --if-absent}, every existing buffer fits. Otherwise the buffer must be unbounded, and must
     * have the value of each option that the user gave.
     */
    private boolean matches(Ring ring, RingSpec spec, ParsedArguments given) {
        RingSpec found = ring.spec();
        return given.get(ifAbsent)
                || found.unbounded()
                        && (!given.has(bytes) || found.bytes() == spec.bytes())
                        && (!given.has(maxItem) || found.maxItem() == spec.maxItem())
                        && (!given.has(limit) || found.byteLimit() == spec.byteLimit())
                        && (!given.has(oneToOne) || found.oneToOne())
                        && (!given.has(doorbell) || found.pipeDoorbell() == spec.pipeDoorbell())
                        && (!given.has(mode) || ring.hasMode(given.get(mode)));
    }
}
