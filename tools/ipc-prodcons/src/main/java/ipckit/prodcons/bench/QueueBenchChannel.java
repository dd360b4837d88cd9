package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.pipe.kernel.WaitingQueue;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * A channel of two message queues of the kernel, one for each direction. Sending an item takes one
 * system call, and so does receiving an item.
 */
final class QueueBenchChannel implements BenchChannel {
    private final WaitingQueue outgoing;
    private final WaitingQueue incoming;
    private final Mapping out = new Mapping(Arena.ofAuto().allocate(MAX_BYTES, Long.BYTES));
    private final Mapping in = new Mapping(Arena.ofAuto().allocate(MAX_BYTES, Long.BYTES));
    private long systemCalls;

    private QueueBenchChannel(WaitingQueue outgoing, WaitingQueue incoming) {
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    /** Opens two POSIX queues. */
    static QueueBenchChannel ofPosix(Path outgoing, Path incoming) {
        return new QueueBenchChannel(WaitingQueue.posix(outgoing), WaitingQueue.posix(incoming));
    }

    /** Opens two System V queues, which have these ids. */
    static QueueBenchChannel ofSystemV(int outgoing, int incoming) {
        return new QueueBenchChannel(
                WaitingQueue.systemV(outgoing), WaitingQueue.systemV(incoming));
    }

    @Override
    public void send(long sequence, int size) {
        Words.set(out, 0, sequence);
        outgoing.send(out.segment(), size);
        systemCalls++;
    }

    @Override
    public long receive(int size) {
        systemCalls++;
        if (incoming.receive(in.segment()) != size) {
            throw new IpcException(Category.FAILED, "received an item of another size");
        }
        return Words.get(in, 0);
    }

    @Override
    public void settle() {
        // A queue has no acknowledgement, because the kernel removes an item that it delivers.
    }

    @Override
    public void setSecond(long value) {
        Words.set(out, Long.BYTES, value);
    }

    @Override
    public long second() {
        return Words.get(in, Long.BYTES);
    }

    @Override
    public long systemCalls() {
        return systemCalls;
    }

    @Override
    public void close() {
        outgoing.close();
        incoming.close();
    }
}
