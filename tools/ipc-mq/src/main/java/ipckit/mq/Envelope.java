package ipckit.mq;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Counts;
import ipckit.common.cli.Parsed;
import ipckit.mq.box.Draft;
import ipckit.mq.box.Meta;

import java.util.List;
import java.util.Map;

/** The options that say what a message bears beside its body; the same for whoever sends. */
final class Envelope {
    private final Arg<String> as;
    private final Arg<Long> priority;
    private final Arg<List<Map.Entry<String, String>>> headers;

    Envelope(Arguments arguments) {
        as =
                arguments.option(
                        "--as", "TASK", "the sender's name (default: $IPC_TASK)", TaskName.ANY);
        priority =
                arguments
                        .option(
                                "--priority",
                                "N",
                                "0 to " + Draft.HIGHEST + ", higher ones are received first",
                                new Counts(0, Draft.HIGHEST))
                        .orElse(0L);
        headers = arguments.options("--header", "KEY=VALUE", "beside the body", Headers.ANY);
    }

    /** For rules with other options. */
    Arg<String> as() {
        return as;
    }

    /** Adds what a queue of the kernel has no room for. */
    void refuseIn(KernelRefusals kernel) {
        kernel.refuse(as, "senders").refuse(headers, "headers");
    }

    int priority(Parsed given) {
        return Math.toIntExact(given.get(priority));
    }

    String sender(Parsed given) {
        return given.find(as).orElseGet(TaskName::ofEnvironment);
    }

    Meta meta(Parsed given, String replyTo) {
        return new Meta(sender(given), replyTo, Headers.map(given.get(headers)));
    }
}
