package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.pipe.kernel.WaitingQueue;

import java.lang.foreign.Arena;

/**
 * A channel of two message queues of the kernel, one for each direction. Sending an item takes one
 * system call, and so does receiving an item.
 */
final class QueueBenchChannel implements BenchChannel {
    /**
     * The size of the largest message in bytes. It is the default limit of Linux for POSIX queues
     * and for System V queues.
     */
    static final int MAX_MESSAGE = 8192;

    /** The number of messages in a POSIX queue: the default limit of Linux. */
    private static final int CAPACITY = 10;

    private final WaitingQueue outgoing;
    private final WaitingQueue incoming;

    /** Whether this process has created the queues. */
    private final boolean isOwner;

    private final Mapping out = new Mapping(Arena.ofAuto().allocate(MAX_BYTES, Long.BYTES));
    private final Mapping in = new Mapping(Arena.ofAuto().allocate(MAX_BYTES, Long.BYTES));
    private long systemCalls;

    private QueueBenchChannel(WaitingQueue outgoing, WaitingQueue incoming, boolean isOwner) {
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.isOwner = isOwner;
    }

    /**
     * Creates two queues, and opens the server's end. {@link #close} then also removes the queues.
     *
     * @throws IpcException CANNOT_CREATE, NO_SPACE or FAILED if the kernel allows no such queues
     */
    static QueueBenchChannel create(BenchMechanism mechanism) {
        WaitingQueue outgoing = createQueue(mechanism);
        try {
            return new QueueBenchChannel(outgoing, createQueue(mechanism), true);
        } catch (IpcException e) {
            outgoing.remove();
            outgoing.close();
            throw e;
        }
    }

    private static WaitingQueue createQueue(BenchMechanism mechanism) {
        return mechanism == BenchMechanism.POSIX
                ? WaitingQueue.createPosix(CAPACITY, MAX_MESSAGE)
                : WaitingQueue.createSystemV();
    }

    /**
     * Opens the client's end of a channel.
     *
     * @param addresses the addresses that {@link #addresses} returned in the server
     */
    static QueueBenchChannel open(BenchMechanism mechanism, String addresses) {
        String[] words = addresses.split(" ");
        return new QueueBenchChannel(
                openQueue(mechanism, words[1]), openQueue(mechanism, words[0]), false);
    }

    private static WaitingQueue openQueue(BenchMechanism mechanism, String address) {
        return mechanism == BenchMechanism.POSIX
                ? WaitingQueue.openPosix(address)
                : WaitingQueue.openSystemV(address);
    }

    /** Returns the addresses of the outgoing and of the incoming queue, separated by a blank. */
    String addresses() {
        return outgoing.address() + " " + incoming.address();
    }

    /** Removes the queues, unless they were removed already. Any thread may call this method. */
    void removeQueues() {
        outgoing.remove();
        incoming.remove();
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
        if (isOwner) {
            removeQueues();
        }
        outgoing.close();
        incoming.close();
    }
}
