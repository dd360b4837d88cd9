package ipckit.mq;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;

import java.util.List;
import java.util.Map;

/** The options that say what a message bears beside its body; the same for whoever sends. */
final class Envelope {
    private final Argument<String> as;
    private final Argument<Long> priority;
    private final Argument<List<Map.Entry<String, String>>> headers;

    Envelope(Arguments arguments) {
        as =
                arguments.option(
                        "--as", "TASK", "the sender's name (default: $IPC_TASK)", TaskName.ANY);
        priority =
                arguments
                        .option(
                                "--priority",
                                "N",
                                "0 to "
                                        + OutgoingMessage.HIGHEST
                                        + ", higher ones are received first",
                                new CountConverter(0, OutgoingMessage.HIGHEST))
                        .orElse(0L);
        headers = arguments.options("--header", "KEY=VALUE", "beside the body", Headers.ANY);
    }

    /** For rules with other options. */
    Argument<String> as() {
        return as;
    }

    /** Adds what a queue of the kernel has no room for. */
    void refuseIn(KernelRefusals kernel) {
        kernel.refuse(as, "senders").refuse(headers, "headers");
    }

    int priority(ParsedArguments given) {
        return Math.toIntExact(given.get(priority));
    }

    String sender(ParsedArguments given) {
        return given.find(as).orElseGet(TaskName::ofEnvironment);
    }

    MessageMetadata meta(ParsedArguments given, String replyTo) {
        return new MessageMetadata(sender(given), replyTo, Headers.map(given.get(headers)));
    }
}
