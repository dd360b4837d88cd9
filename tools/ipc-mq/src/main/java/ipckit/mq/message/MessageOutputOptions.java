package ipckit.mq.message;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.mq.kernel.KernelQueueName;

import java.util.ArrayList;
import java.util.List;

/** The options that say how messages are written to stdout; the same for whoever shows some. */
public final class MessageOutputOptions {
    private static final MessageTemplate WITH_RECEIPT = MessageTemplate.parse("%r %b");

    /** Of {@code --format}. */
    private static final String KNOWN_OF_KERNEL = "bpm";

    private final FramingOptions<Framing> streams;
    private final Argument<MessageTemplate> format;
    private final Argument<Boolean> json;
    private final Argument<Boolean> shell;

    public MessageOutputOptions(Arguments arguments) {
        streams =
                new FramingOptions<>(
                        arguments,
                        Framing.values(),
                        "message",
                        "bodies as they are, nothing added");
        format =
                arguments.option(
                        "--format",
                        "TEXT",
                        "for each message, such as '%s %b'",
                        MessageTemplate.Parser.ANY);
        json = arguments.json();
        shell = arguments.flag("--shell", "as assignments to body, sender, id, receipt...");
        List<Argument<?>> forms = new ArrayList<>(streams.all());
        forms.addAll(List.of(json, shell));
        arguments.exclusive(forms.toArray(Argument<?>[]::new));
        arguments.exclusive(format, json, shell);
        arguments.exclusive(format, streams.frame());
    }

    public Framing framing(ParsedArguments given) {
        return streams.of(given);
    }

    /** Whether bodies alone are written, so that they need not be copied. */
    public boolean isPlain(ParsedArguments given) {
        return !given.has(format)
                && !given.get(json)
                && !given.get(shell)
                && streams.of(given) != Framing.FRAMES;
    }

    /** Whether what is asked for shows no message, so that there is nothing to be exclusive of. */
    public boolean isGiven(ParsedArguments given) {
        return given.has(format) || given.get(json) || given.get(shell);
    }

    /**
     * The same for messages of a queue of the kernel, which have a priority and a body and nothing
     * else.
     *
     * @throws IpcException USAGE if more is asked for
     */
    public MessagePrinter kernelPrinter(
            KernelQueueName queue, ParsedArguments given, Console console) {
        given.find(format)
                .flatMap(template -> template.unlike(KNOWN_OF_KERNEL))
                .ifPresent(
                        part -> {
                            throw queue.without("such thing as %" + part);
                        });
        if (given.get(json)) {
            return (mailbox, message) -> {
                MessageJson.writeBare(console.json(), mailbox, message);
                console.text().flush();
            };
        }
        if (given.get(shell)) {
            MessageWriter out = new MessageWriter(console);
            return (mailbox, message) -> out.write(ShellAssignments.ofBare(mailbox, message));
        }
        return printer(given, console, false);
    }

    /**
     * @param receipts whether a message can be settled by its receipt afterwards
     */
    public MessagePrinter printer(ParsedArguments given, Console console, boolean receipts) {
        if (given.get(json)) {
            return (mailbox, message) -> {
                MessageJson.write(console.json(), mailbox, message, receipts);
                console.text().flush();
            };
        }
        Framing framing = streams.of(given);
        MessageWriter out = new MessageWriter(console);
        if (given.get(shell)) {
            return (mailbox, message) -> out.write(ShellAssignments.of(mailbox, message));
        }
        if (framing == Framing.FRAMES) {
            if (receipts) {
                throw new IpcException(
                        Category.USAGE, "a frame has no room for a receipt: use --json or --shell");
            }
            return (_, message) -> out.write(MessageFrames.of(message));
        }
        MessageTemplate template = given.find(format).orElse(receipts ? WITH_RECEIPT : null);
        return (mailbox, message) ->
                out.write(
                        template == null ? message.body() : template.apply(mailbox, message),
                        framing);
    }
}
