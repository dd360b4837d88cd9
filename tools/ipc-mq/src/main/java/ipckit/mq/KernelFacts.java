package ipckit.mq;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.pipe.KernelQueue;

/** A queue of the kernel, shown to people and to programs. */
final class KernelFacts {
    private KernelFacts() {}

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

    static void print(TextOutput out, KernelName name, KernelQueue.Facts facts) {
        StatCommand.line(out, "mailbox", name + ", " + state(facts));
        StatCommand.line(out, "capacity", Long.toString(facts.capacity()));
        StatCommand.line(out, "message", "up to " + facts.maxSize() + " bytes");
        StatCommand.line(out, "ready", Long.toString(facts.ready()));
        StatCommand.line(out, "bytes", Long.toString(facts.bytes()));
        StatCommand.line(out, "mode", mode(facts));
        StatCommand.line(out, "owner", Integer.toString(facts.uid()));
    }

    static void write(JsonWriter json, KernelName name, KernelQueue.Facts facts) {
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
