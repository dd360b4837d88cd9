package ipckit.mq.manage;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;

/** Prints the state of a kernel queue as text and as JSON. */
final class KernelQueueStatus {
    private KernelQueueStatus() {}

    /** Returns the state of the queue: {@code empty}, {@code in use} or {@code full}. */
    static String state(KernelQueue.Facts facts) {
        if (facts.ready() == 0) {
            return "empty";
        }
        return facts.ready() < facts.capacity() ? "in use" : "full";
    }

    /** Returns the permission bits of the queue in octal, such as {@code 0600}. */
    static String mode(KernelQueue.Facts facts) {
        return "0" + Integer.toOctalString(facts.mode());
    }

    /** Prints the properties of the queue, one per line. */
    static void print(TextOutput out, KernelQueueName name, KernelQueue.Facts facts) {
        ShowMailboxCommand.line(out, "mailbox", name + ", " + state(facts));
        ShowMailboxCommand.line(out, "capacity", Long.toString(facts.capacity()));
        ShowMailboxCommand.line(out, "message", "up to " + facts.maxSize() + " bytes");
        ShowMailboxCommand.line(out, "ready", Long.toString(facts.ready()));
        ShowMailboxCommand.line(out, "bytes", Long.toString(facts.bytes()));
        ShowMailboxCommand.line(out, "mode", mode(facts));
        ShowMailboxCommand.line(out, "owner", Integer.toString(facts.uid()));
    }

    /**
     * Writes all properties of the queue except its name, as fields of the JSON object that the
     * caller has begun.
     */
    static void writeFields(JsonWriter json, KernelQueue.Facts facts) {
        json.field("state", state(facts))
                .field("capacity", facts.capacity())
                .field("ready", facts.ready())
                .field("bytes", facts.bytes())
                .field("max_size", facts.maxSize())
                .field("mode", mode(facts))
                .field("uid", facts.uid());
    }
}
