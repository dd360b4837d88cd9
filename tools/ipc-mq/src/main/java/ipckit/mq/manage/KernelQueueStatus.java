package ipckit.mq.manage;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;

/** A queue of the kernel, shown to people and to programs. */
final class KernelQueueStatus {
    private KernelQueueStatus() {}

    /** How full it is, in a word. */
    static String state(KernelQueue.Facts facts) {
        if (facts.ready() == 0) {
            return "empty";
        }
        return facts.ready() < facts.capacity() ? "in use" : "full";
    }

    static String mode(KernelQueue.Facts facts) {
        return "0" + Integer.toOctalString(facts.mode());
    }

    static void print(TextOutput out, KernelQueueName name, KernelQueue.Facts facts) {
        ShowMailboxCommand.line(out, "mailbox", name + ", " + state(facts));
        ShowMailboxCommand.line(out, "capacity", Long.toString(facts.capacity()));
        ShowMailboxCommand.line(out, "message", "up to " + facts.maxSize() + " bytes");
        ShowMailboxCommand.line(out, "ready", Long.toString(facts.ready()));
        ShowMailboxCommand.line(out, "bytes", Long.toString(facts.bytes()));
        ShowMailboxCommand.line(out, "mode", mode(facts));
        ShowMailboxCommand.line(out, "owner", Integer.toString(facts.uid()));
    }

    static void write(JsonWriter json, KernelQueueName name, KernelQueue.Facts facts) {
        json.object()
                .field("name", name.toString())
                .field("state", state(facts))
                .field("capacity", facts.capacity())
                .field("ready", facts.ready())
                .field("bytes", facts.bytes())
                .field("max_size", facts.maxSize())
                .field("mode", mode(facts))
                .field("uid", facts.uid())
                .end()
                .endLine();
    }
}
