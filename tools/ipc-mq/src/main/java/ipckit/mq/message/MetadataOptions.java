package ipckit.mq.message;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.mq.kernel.KernelQueueOptionCheck;
import ipckit.mq.task.TaskNameConverter;

import java.util.List;
import java.util.Map;

/** The options for a message's sender, priority and headers, shared by the verbs that send. */
public final class MetadataOptions {
    private final Argument<String> sender;
    private final Argument<Long> priority;
    private final Argument<List<Map.Entry<String, String>>> headers;

    public MetadataOptions(Arguments arguments) {
        sender =
                arguments
                        .option(
                                "--as",
                                "TASK",
                                "the sender's name (default: $IPC_TASK)",
                                TaskNameConverter.ANY)
                        .completes(Completion.TASK);
        priority =
                arguments
                        .option(
                                "--priority",
                                "N",
                                "0 to "
                                        + OutgoingMessage.HIGHEST
                                        + "; a higher one is received first",
                                new CountConverter(0, OutgoingMessage.HIGHEST))
                        .orElse(0L);
        headers =
                arguments.options(
                        "--header",
                        "KEY=VALUE",
                        "a header, sent beside the body",
                        HeaderConverter.ANY);
    }

    /** Refuses the options that kernel queues cannot honour. */
    public void refuseIn(KernelQueueOptionCheck kernel) {
        kernel.refuse(sender, "senders").refuse(headers, "headers");
    }

    /** Returns the priority, 0 to {@link OutgoingMessage#HIGHEST}. */
    public int priority(ParsedArguments given) {
        return Math.toIntExact(given.get(priority));
    }

    /**
     * Returns the sender's name from {@code --as} or {@code $IPC_TASK}, or the empty string when
     * neither is set.
     */
    public String sender(ParsedArguments given) {
        return given.find(sender).orElseGet(TaskNameConverter::ofEnvironment);
    }

    /**
     * Returns the metadata of each message.
     *
     * @param replyTo the mailbox for replies; empty for none
     */
    public MessageMetadata metadata(ParsedArguments given, String replyTo) {
        return new MessageMetadata(sender(given), replyTo, HeaderConverter.map(given.get(headers)));
    }
}
