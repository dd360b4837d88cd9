package ipckit.mq.message;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.mq.kernel.KernelQueueOptionCheck;
import ipckit.mq.task.TaskNameConverter;

import java.util.List;
import java.util.Map;

/** The options that say what a message bears beside its body; the same for whoever sends. */
public final class MetadataOptions {
    private final Argument<String> as;
    private final Argument<Long> priority;
    private final Argument<List<Map.Entry<String, String>>> headers;

    public MetadataOptions(Arguments arguments) {
        as =
                arguments.option(
                        "--as",
                        "TASK",
                        "the sender's name (default: $IPC_TASK)",
                        TaskNameConverter.ANY);
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
        headers =
                arguments.options("--header", "KEY=VALUE", "beside the body", HeaderConverter.ANY);
    }

    /** For rules with other options. */
    public Argument<String> as() {
        return as;
    }

    /** Adds what a queue of the kernel has no room for. */
    public void refuseIn(KernelQueueOptionCheck kernel) {
        kernel.refuse(as, "senders").refuse(headers, "headers");
    }

    public int priority(ParsedArguments given) {
        return Math.toIntExact(given.get(priority));
    }

    public String sender(ParsedArguments given) {
        return given.find(as).orElseGet(TaskNameConverter::ofEnvironment);
    }

    public MessageMetadata meta(ParsedArguments given, String replyTo) {
        return new MessageMetadata(sender(given), replyTo, HeaderConverter.map(given.get(headers)));
    }
}
