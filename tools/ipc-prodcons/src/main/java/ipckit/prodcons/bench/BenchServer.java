package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/** The end that does what it is told: takes items and checks them, or sends them back. */
final class BenchServer {
    private final BenchChannel channel;

    BenchServer(BenchChannel channel) {
        this.channel = channel;
    }

    /** Serves until the client ends it. */
    void serve() {
        for (; ; ) {
            BenchPhase phase = BenchPhase.of(channel.receive(BenchChannel.LEAST_BYTES));
            channel.settle();
            switch (phase.kind()) {
                case THROUGHPUT -> consume(phase.size());
                case ROUND_TRIP -> echo(phase.size());
                case END -> {
                    return;
                }
            }
        }
    }

    private void consume(int size) {
        long callsBefore = channel.systemCalls();
        long expected = 0;
        for (; ; ) {
            long sequence = channel.receive(size);
            if (sequence == BenchPhase.LAST) {
                break;
            }
            if (sequence != expected) {
                throw new IpcException(
                        Category.FAILED, "item " + expected + " was lost, or came out of order");
            }
            expected++;
        }
        channel.settle();
        report(expected, callsBefore);
    }

    private void echo(int size) {
        long callsBefore = channel.systemCalls();
        long sequence;
        long count = 0;
        do {
            sequence = channel.receive(size);
            channel.settle();
            channel.send(sequence, size);
            count++;
        } while (sequence != BenchPhase.LAST);
        report(count, callsBefore);
    }

    private void report(long count, long callsBefore) {
        channel.setSecond(channel.systemCalls() - callsBefore);
        channel.send(count, BenchChannel.LEAST_BYTES);
    }
}
