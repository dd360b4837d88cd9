package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.Message;
import ipckit.common.pipe.Framing;

/** The options that say how messages are written to stdout; the same for whoever shows some. */
final class Printing {
    private static final Template WITH_RECEIPT = Template.parse("%r %b");

    /** Of {@code --format}. */
    private static final String KNOWN_OF_KERNEL = "bpm";

    private final Streams streams;
    private final Argument<Template> format;
    private final Argument<Boolean> json;
    private final Argument<Boolean> shell;

    /** Writes one message to stdout. */
    interface Printer {
        void print(String mailbox, Message message);
    }

    Printing(Arguments arguments) {
        streams = new Streams(arguments, "bodies as they are, nothing added");
        format =
                arguments.option(
                        "--format",
                        "TEXT",
                        "for each message, such as '%s %b'",
                        Template.Parser.ANY);
        json = arguments.json();
        shell = arguments.flag("--shell", "as assignments to body, sender, id, receipt...");
        Argument<?>[] framing = streams.all();
        arguments.exclusive(framing[0], framing[1], framing[2], json, shell);
        arguments.exclusive(format, json, shell);
        arguments.exclusive(format, framing[1]);
    }

    Framing framing(ParsedArguments given) {
        return streams.of(given);
    }

    /** Whether bodies alone are written, so that they need not be copied. */
    boolean isPlain(ParsedArguments given) {
        return !given.has(format)
                && !given.get(json)
                && !given.get(shell)
                && streams.of(given) != Framing.FRAMES;
    }

    /** Whether what is asked for shows no message, so that there is nothing to be exclusive of. */
    boolean isGiven(ParsedArguments given) {
        return given.has(format) || given.get(json) || given.get(shell);
    }

    /**
     * The same for messages of a queue of the kernel, which have a priority and a body and nothing
     * else.
     *
     * @throws IpcException USAGE if more is asked for
     */
    Printer kernelPrinter(KernelName queue, ParsedArguments given, Console console) {
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
            StdoutBytes out = new StdoutBytes(console);
            return (mailbox, message) -> out.write(ShellText.ofBare(mailbox, message));
        }
        return printer(given, console, false);
    }

    /**
     * @param receipts whether a message can be settled by its receipt afterwards
     */
    Printer printer(ParsedArguments given, Console console, boolean receipts) {
        if (given.get(json)) {
            return (mailbox, message) -> {
                MessageJson.write(console.json(), mailbox, message, receipts);
                console.text().flush();
            };
        }
        Framing framing = streams.of(given);
        StdoutBytes out = new StdoutBytes(console);
        if (given.get(shell)) {
            return (mailbox, message) -> out.write(ShellText.of(mailbox, message));
        }
        if (framing == Framing.FRAMES) {
            if (receipts) {
                throw new IpcException(
                        Category.USAGE, "a frame has no room for a receipt: use --json or --shell");
            }
            return (_, message) -> out.write(Frames.of(message));
        }
        Template template = given.find(format).orElse(receipts ? WITH_RECEIPT : null);
        return (mailbox, message) ->
                out.write(
                        template == null ? message.body() : template.apply(mailbox, message),
                        framing);
    }
}
