package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * The server: receives the client's items through a channel. In a measurement of throughput, the
 * server checks that no item is missing. In a measurement of round trips, the server returns each
 * item to the client.
 */
record BenchServer(BenchChannel channel) {
    /** Takes part in the client's measurements until the client tells the server process to end. */
    void serve() {
        for (; ; ) {
            BenchPhase phase = BenchPhase.of(channel.receive(BenchChannel.MIN_BYTES));
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
                        Category.FAILED, "item " + expected + " is missing or out of order");
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
        channel.send(count, BenchChannel.MIN_BYTES);
    }
}
