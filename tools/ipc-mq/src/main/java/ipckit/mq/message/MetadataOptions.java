package ipckit.mq.message;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.SystemVQueueName;
import ipckit.mq.task.PortName;
import ipckit.mq.task.TaskNameConverter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options for a message's sender, priority and headers, shared by the verbs that send. */
public final class MetadataOptions {
    private final Argument<String> sender;
    private final Argument<Long> priority;
    private final Argument<List<Map.Entry<String, String>>> headers;

    public MetadataOptions(Arguments arguments) {
        sender = TaskNameConverter.option(arguments, "the sender's name (default: $IPC_TASK)");
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
                        MetadataOptions::header);
    }

    /**
     * Throws a usage error if the user gave a sender or a header, because messages in kernel queues
     * have neither. Also throws a usage error for a priority and a System V queue, because messages
     * in System V queues have no priority.
     */
    public void refuse(KernelQueueName queue, ParsedArguments given) {
        queue.refuse(given, sender, "senders").refuse(given, headers, "headers");
        if (queue instanceof SystemVQueueName) {
            queue.refuse(given, priority, "priorities");
        }
    }

    /** Throws a usage error if the user gave a priority or a header for a message to a port. */
    public void refuseForPort(ParsedArguments given) {
        PortName.refuse(given, priority, headers);
    }

    /** Returns the priority of each sent message, from 0 to {@link OutgoingMessage#HIGHEST}. */
    public int priority(ParsedArguments given) {
        return Math.toIntExact(given.get(priority));
    }

    /**
     * Returns the sender's name from {@code --as} or {@code $IPC_TASK}, or the empty string when
     * neither is set.
     */
    public String sender(ParsedArguments given) {
        return TaskNameConverter.name(given, sender);
    }

    /**
     * Returns the metadata of each sent message. When several {@code --header} options have the
     * same key, the last of these options counts.
     *
     * @param replyTo the name of the mailbox for replies; empty for none
     */
    public MessageMetadata metadata(ParsedArguments given, String replyTo) {
        Map<String, String> headerMap = new LinkedHashMap<>();
        given.get(headers).forEach(header -> headerMap.put(header.getKey(), header.getValue()));
        return new MessageMetadata(sender(given), replyTo, headerMap);
    }

    private static Map.Entry<String, String> header(String text) {
        if (ExactText.hasInvalidUtf8(text)) {
            throw new IpcException(Category.USAGE, "a header is UTF-8 text");
        }
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IpcException(
                    Category.USAGE, "'" + text + "' is not a header, such as type=image");
        }
        return Map.entry(text.substring(0, equals), text.substring(equals + 1));
    }
}
