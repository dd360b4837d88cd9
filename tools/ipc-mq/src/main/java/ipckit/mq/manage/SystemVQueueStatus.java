package ipckit.mq.manage;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.pipe.kernel.SystemVQueue;

import java.util.List;

/**
 * The state of a System V message queue. The kernel also limits the number of messages: a queue
 * with a capacity of N bytes contains at most N messages, even if the messages are empty.
 */
record SystemVQueueStatus(SystemVQueue.Facts facts) implements KernelQueueStatus {
    @Override
    public String state() {
        boolean full = Math.max(facts.bytes(), facts.ready()) >= facts.maxBytes();
        return KernelQueueStatus.state(facts.ready(), full);
    }

    @Override
    public List<String> cells() {
        return List.of(
                state(),
                Long.toString(facts.maxBytes()),
                Long.toString(facts.ready()),
                Long.toString(facts.bytes()),
                KernelQueueStatus.mode(facts.mode()),
                Integer.toString(facts.uid()),
                Integer.toString(facts.identity().id()));
    }

    @Override
    public void print(TextOutput out) {
        out.property("id", Integer.toString(facts.identity().id()));
        out.property("capacity", CountedNoun.of(facts.maxBytes(), "byte"));
        out.property("message", "up to " + CountedNoun.of(facts.maxSize(), "byte"));
        out.property("ready", Long.toString(facts.ready()));
        out.property("bytes", Long.toString(facts.bytes()));
        out.property("mode", KernelQueueStatus.mode(facts.mode()));
        out.property("owner", Integer.toString(facts.uid()));
        event(out, "sent", facts.sent());
        event(out, "received", facts.received());
    }

    private static void event(TextOutput out, String label, SystemVQueue.Event event) {
        if (event.millis() != 0) {
            String when = Timestamps.iso(event.millis());
            out.property(label, when + " by process " + event.pid());
        }
    }

    @Override
    public void writeFields(JsonWriter json) {
        json.field("id", facts.identity().id())
                .field("state", state())
                .field("max_bytes", facts.maxBytes())
                .field("ready", facts.ready())
                .field("bytes", facts.bytes())
                .field("max_size", facts.maxSize())
                .field("mode", KernelQueueStatus.mode(facts.mode()))
                .field("uid", facts.uid());
        if (facts.sent().millis() != 0) {
            json.field("last_sender", facts.sent().pid()).instant("sent_at", facts.sent().millis());
        }
        if (facts.received().millis() != 0) {
            json.field("last_receiver", facts.received().pid())
                    .instant("received_at", facts.received().millis());
        }
    }
}
