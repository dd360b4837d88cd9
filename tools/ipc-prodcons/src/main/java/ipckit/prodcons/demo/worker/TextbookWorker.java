package ipckit.prodcons.demo.worker;

import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.TextbookBuffer;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.util.concurrent.locks.LockSupport;

/**
 * Puts items into the textbook's buffer, or takes items from this buffer, in the same steps as the
 * textbook's algorithm. No lock prevents two processes from executing these steps at the same time.
 *
 * <p>The system may preempt a process at any point. The workers pause at the point where a
 * preemption does the most harm: after the access to {@code buffer[in]} or {@code buffer[out]} and
 * before the update of {@code in} or {@code out}.
 */
record TextbookWorker(TextbookBuffer buffer, ParentConnection parent) implements BufferWorker {
    private static final long POLL_INTERVAL_NANOS = 1_000_000;

    @Override
    public void produce(int number, int items) {
        for (int serial = 1; serial <= items; serial++) {
            parent.awaitPermission();
            DemoItem item = DemoItem.of(number, serial);
            awaitRoom();
            int slot = buffer.write(item);
            parent.report(WorkerReport.now(Kind.WROTE, slot, item));
            parent.awaitPermission();
            parent.work();
            long began = System.nanoTime();
            int in = buffer.moveIn();
            parent.report(WorkerReport.since(began, Kind.MOVED_IN, slot, item, in));
        }
    }

    private void awaitRoom() {
        for (boolean reported = false; buffer.isFull(); reported = true) {
            if (!reported) {
                parent.report(WorkerReport.now(Kind.WAITS));
            }
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
        }
    }

    @Override
    public void consume() {
        // Several consumers together can move `out` past `in`. The buffer then seems to contain
        // items, although the consumers have read all items. Without a limit, the consumers could
        // read old items for ever. After the last producer has ended, a consumer therefore reads
        // at most twice as many items as the buffer has slots.
        int readsLeft = 2 * buffer.size();
        parent.awaitPermission();
        while (awaitItem() && readsLeft > 0) {
            readsLeft -= parent.isLast() ? 1 : 0;
            int slot = buffer.out();
            DemoItem item = buffer.read(slot);
            parent.report(WorkerReport.now(Kind.READ, slot, item));
            parent.awaitPermission();
            parent.work();
            long began = System.nanoTime();
            int out = buffer.moveOut();
            parent.report(WorkerReport.since(began, Kind.MOVED_OUT, slot, item, out));
            parent.awaitPermission();
        }
    }

    /**
     * Waits for an item. Returns true when the buffer contains an item, and false when the buffer
     * is empty and all producers have ended.
     */
    private boolean awaitItem() {
        for (boolean reported = false; ; reported = true) {
            // `isLast` returns whether all producers have ended. The worker calls `isLast` before
            // it checks the buffer. In the opposite order, the last producer could put an item and
            // end between the check and the call, and the worker would end without this item.
            boolean last = parent.isLast();
            if (!buffer.isEmpty()) {
                return true;
            }
            if (last) {
                return false;
            }
            if (!reported) {
                parent.report(WorkerReport.now(Kind.WAITS));
            }
            LockSupport.parkNanos(POLL_INTERVAL_NANOS);
        }
    }
}
