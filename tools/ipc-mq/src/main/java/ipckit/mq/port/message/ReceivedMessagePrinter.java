package ipckit.mq.port.message;

import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.message.MessagePrinter;
import ipckit.mq.space.AcceptedRight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints a message and the rights that it has carried. In JSON, the rights are an array. In other
 * formats with headers, the rights are shown as the header {@code rights}. If only the bodies of
 * messages are printed, a notice on standard error reports each right.
 */
final class ReceivedMessagePrinter {
    private static final String RIGHTS = "rights";

    private final String task;
    private final Console console;
    private final boolean isJson;
    private final boolean hasNews;
    private final MessagePrinter printer;
    private List<AcceptedRight> rights = List.of();

    ReceivedMessagePrinter(
            String task, MessageOutputOptions output, ParsedArguments given, Console console) {
        this.task = task;
        this.console = console;
        this.isJson = output.isJson(given);
        this.hasNews = output.writesBodiesOnly(given);
        this.printer = output.printer(given, console, false, this::writeRights);
    }

    /**
     * Prints a message.
     *
     * @param port the name of the port from which the message was received
     */
    void print(String port, Message message, List<AcceptedRight> carried) {
        rights = carried;
        printer.print(port, isJson ? message : message.with(withRights(message.meta())));
        if (hasNews) {
            for (AcceptedRight right : carried) {
                console.message("ipc-mq: " + news(right));
            }
        }
    }

    private String news(AcceptedRight right) {
        String named = right.right().word() + " right " + right.name();
        if (right.isMissing()) {
            return "another task has received the " + named;
        }
        return "task "
                + task
                + " has received the "
                + named
                + (right.isDead() ? ", whose port is dead" : "");
    }

    private MessageMetadata withRights(MessageMetadata metadata) {
        Map<String, String> headers = new LinkedHashMap<>(metadata.headers());
        headers.remove(RIGHTS);
        if (!rights.isEmpty()) {
            headers.put(
                    RIGHTS,
                    rights.stream()
                            .map(right -> kind(right) + ":" + right.name())
                            .collect(Collectors.joining(" ")));
        }
        return new MessageMetadata(metadata.sender(), metadata.replyTo(), headers);
    }

    private static String kind(AcceptedRight right) {
        return right.isDead() ? "dead" : right.right().word();
    }

    private void writeRights(JsonWriter json) {
        json.name(RIGHTS).array();
        for (AcceptedRight right : rights) {
            json.object()
                    .field("name", right.name())
                    .field("right", right.right().word())
                    .field("dead", right.isDead());
            if (right.isMissing()) {
                json.field("missing", true);
            }
            json.end();
        }
        json.end();
    }
}
