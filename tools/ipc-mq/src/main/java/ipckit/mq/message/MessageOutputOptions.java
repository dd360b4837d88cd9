package ipckit.mq.message;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.pipe.Framing;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.SystemVQueueName;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The options of {@code recv} and {@code peek} for the format of messages on stdout, such as {@code
 * --json}.
 */
public final class MessageOutputOptions {
    private static final MessageTemplate WITH_RECEIPT = MessageTemplate.parse("%r %b");

    private final FramingOptions<Framing> framing;
    private final Argument<MessageTemplate> format;
    private final Argument<Boolean> json;
    private final Argument<Boolean> shell;

    public MessageOutputOptions(Arguments arguments) {
        framing =
                new FramingOptions<>(
                        arguments,
                        Framing.values(),
                        "message",
                        "bodies only, nothing between them");
        format =
                arguments.option(
                        "--format",
                        "TEXT",
                        "a template for each message, such as '%s %b'",
                        MessageTemplate::parse);
        json = arguments.json();
        shell = arguments.flag("--shell", "as assignments to body, sender, id, receipt...");
        List<Argument<?>> forms = new ArrayList<>(framing.all());
        forms.addAll(List.of(json, shell));
        arguments.exclusive(forms.toArray(Argument<?>[]::new));
        arguments.exclusive(format, json, shell);
        arguments.exclusive(format, framing.frame());
    }

    /** Returns the framing that separates the messages on standard output. */
    public Framing framing(ParsedArguments given) {
        return framing.of(given);
    }

    /**
     * Returns whether only the bodies of messages are written. The caller can then write a body
     * directly from the memory of the mailbox.
     */
    public boolean writesBodiesOnly(ParsedArguments given) {
        return !isGiven(given) && framing.of(given) != Framing.FRAMES;
    }

    /** Returns whether {@code --format}, {@code --json} or {@code --shell} is given. */
    public boolean isGiven(ParsedArguments given) {
        return given.has(format) || given.get(json) || given.get(shell);
    }

    /** Returns whether {@code --json} is given. */
    public boolean isJson(ParsedArguments given) {
        return given.get(json);
    }

    /**
     * Returns the printer for messages from a kernel queue, which have only a label (a priority or
     * a type) and a body.
     *
     * @throws IpcException USAGE when {@code --format} contains a conversion for which such a
     *     message has no value
     */
    public KernelMessagePrinter kernelPrinter(
            KernelQueueName queue, ParsedArguments given, Console console) {
        if (given.get(json)) {
            return letter -> {
                MessageJson.write(console.json(), queue, letter);
                console.text().flush();
            };
        }
        MessageWriter out = new MessageWriter(console);
        if (given.get(shell)) {
            return letter -> out.write(ShellAssignments.of(queue, letter));
        }
        Framing between = framing.of(given);
        if (between == Framing.FRAMES) {
            return letter -> out.write(MessageFrames.of(queue, letter));
        }
        if (!given.has(format)) {
            return letter -> out.write(letter.body(), between);
        }
        MessageTemplate template = given.find(format).orElseThrow();
        template.firstConversionExcept(queue.conversions())
                .ifPresent(
                        conversion -> {
                            throw conversion == 'T'
                                    ? SystemVQueueName.needed("%T")
                                    : queue.without("such thing as %" + conversion);
                        });
        return letter -> out.write(template.apply(queue, letter), between);
    }

    /**
     * Returns the printer for messages from a mailbox. If the messages are leased, the printer
     * prints the receipt of each message before its body. A process acknowledges a leased message
     * with this receipt. An option such as {@code --json} selects another format.
     *
     * @param receipts whether the messages are leased
     * @throws IpcException USAGE when {@code --format} contains {@code %T}, because messages from a
     *     mailbox have no type
     */
    public MessagePrinter printer(ParsedArguments given, Console console, boolean receipts) {
        return printer(given, console, receipts, _ -> {});
    }

    /**
     * Returns the printer for messages from a mailbox.
     *
     * @param receipts whether the messages are leased
     * @param more adds fields to the JSON object of each message; is used only with {@code --json}
     * @throws IpcException USAGE when {@code --format} contains {@code %T}, because messages from a
     *     mailbox have no type
     */
    public MessagePrinter printer(
            ParsedArguments given, Console console, boolean receipts, Consumer<JsonWriter> more) {
        if (given.get(json)) {
            return (mailbox, message) -> {
                MessageJson.write(console.json(), mailbox, message, receipts, more);
                console.text().flush();
            };
        }
        MessageWriter out = new MessageWriter(console);
        if (given.get(shell)) {
            return (mailbox, message) -> out.write(ShellAssignments.of(mailbox, message));
        }
        Framing between = framing.of(given);
        if (between == Framing.FRAMES) {
            return (mailbox, message) -> out.write(MessageFrames.of(mailbox, message, receipts));
        }
        MessageTemplate template = given.find(format).orElse(receipts ? WITH_RECEIPT : null);
        if (template == null) {
            return (_, message) -> out.write(message.body(), between);
        }
        template.firstConversionExcept(MessageTemplate.MAILBOX_CONVERSIONS)
                .ifPresent(
                        conversion -> {
                            throw SystemVQueueName.needed("%" + conversion);
                        });
        return (mailbox, message) -> out.write(template.apply(mailbox, message), between);
    }
}
