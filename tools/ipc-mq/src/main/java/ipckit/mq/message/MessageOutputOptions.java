package ipckit.mq.message;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.mq.kernel.KernelQueueName;

import java.util.ArrayList;
import java.util.List;

/**
 * The options that select the form of messages on stdout, shared by {@code recv} and {@code peek}.
 */
public final class MessageOutputOptions {
    private static final MessageTemplate WITH_RECEIPT = MessageTemplate.parse("%r %b");

    /**
     * The conversions of {@code --format} that kernel queues support: {@code %b}, {@code %p} and
     * {@code %m}.
     */
    private static final String KERNEL_CONVERSIONS = "bpm";

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

    /**
     * Returns the printer for messages from a kernel queue, which have only a priority and a body.
     *
     * @throws IpcException USAGE when {@code --format} contains a conversion for which such a
     *     message has no value
     */
    public MessagePrinter kernelPrinter(
            KernelQueueName queue, ParsedArguments given, Console console) {
        given.find(format)
                .flatMap(template -> template.firstConversionExcept(KERNEL_CONVERSIONS))
                .ifPresent(
                        conversion -> {
                            throw queue.without("such thing as %" + conversion);
                        });
        return printer(given, console, true, false);
    }

    /**
     * Returns the printer for messages from a mailbox.
     *
     * @param receipts true if the messages are leased; the printer then prints each message's
     *     receipt before its body, unless an option such as {@code --json} selects another form
     */
    public MessagePrinter printer(ParsedArguments given, Console console, boolean receipts) {
        return printer(given, console, false, receipts);
    }

    private MessagePrinter printer(
            ParsedArguments given, Console console, boolean fromKernel, boolean receipts) {
        if (given.get(json)) {
            return (mailbox, message) -> {
                MessageJson.write(console.json(), mailbox, message, fromKernel, receipts);
                console.text().flush();
            };
        }
        MessageWriter out = new MessageWriter(console);
        if (given.get(shell)) {
            return (mailbox, message) ->
                    out.write(ShellAssignments.of(mailbox, message, fromKernel));
        }
        Framing between = framing.of(given);
        if (between == Framing.FRAMES) {
            return (mailbox, message) ->
                    out.write(MessageFrames.of(mailbox, message, fromKernel, receipts));
        }
        MessageTemplate template = given.find(format).orElse(receipts ? WITH_RECEIPT : null);
        return (mailbox, message) ->
                out.write(
                        template == null ? message.body() : template.apply(mailbox, message),
                        between);
    }
}
