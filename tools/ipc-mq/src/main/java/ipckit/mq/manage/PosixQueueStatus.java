package ipckit.mq.manage;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.pipe.kernel.PosixQueue;

import java.util.List;

/** The state of a POSIX message queue. */
record PosixQueueStatus(PosixQueue.Facts facts) implements KernelQueueStatus {
    @Override
    public String state() {
        return KernelQueueStatus.state(facts.ready(), facts.ready() >= facts.capacity());
    }

    @Override
    public List<String> cells() {
        return List.of(
                state(),
                Long.toString(facts.capacity()),
                Long.toString(facts.ready()),
                Long.toString(facts.bytes()),
                KernelQueueStatus.mode(facts.mode()),
                Integer.toString(facts.uid()));
    }

    @Override
    public void print(TextOutput out) {
        out.property("capacity", Long.toString(facts.capacity()));
        out.property("message", "up to " + CountedNoun.of(facts.maxSize(), "byte"));
        out.property("ready", Long.toString(facts.ready()));
        out.property("bytes", Long.toString(facts.bytes()));
        out.property("mode", KernelQueueStatus.mode(facts.mode()));
        out.property("owner", Integer.toString(facts.uid()));
    }

    @Override
    public void writeFields(JsonWriter json) {
        json.field("state", state())
                .field("capacity", facts.capacity())
                .field("ready", facts.ready())
                .field("bytes", facts.bytes())
                .field("max_size", facts.maxSize())
                .field("mode", KernelQueueStatus.mode(facts.mode()))
                .field("uid", facts.uid());
    }
}
