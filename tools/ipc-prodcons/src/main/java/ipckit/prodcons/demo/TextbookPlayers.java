package ipckit.prodcons.demo;

import ipckit.prodcons.demo.Report.Kind;

import java.util.concurrent.locks.LockSupport;

/**
 * A child's work at the textbook's buffer: the textbook's lines, and nothing that keeps one process
 * out while another is between two of them. The scheduler may stop a process at any point; these
 * pause where it does the most harm, between the slot and the variable that says it is used.
 */
final class TextbookPlayers {
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final TextbookBuffer buffer;
    private final Voice voice;

    TextbookPlayers(TextbookBuffer buffer, Voice voice) {
        this.buffer = buffer;
        this.voice = voice;
    }

    /** Writes so many items. */
    void produce(int number, int items) {
        for (int serial = 1; serial <= items; serial++) {
            voice.gate();
            Item item = Item.of(number, serial);
            awaitRoom();
            int slot = buffer.write(item);
            voice.tell(Report.now(Kind.WROTE, slot, item, -1));
            voice.gate();
            voice.work();
            long began = System.nanoTime();
            int in = buffer.moveIn();
            voice.tell(Report.since(began, Kind.MOVED_IN, slot, item, in));
        }
    }

    private void awaitRoom() {
        for (boolean told = false; buffer.isFull(); told = true) {
            if (!told) {
                voice.tell(Report.now(Kind.WAITS));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Reads items until nobody writes and the buffer looks empty. */
    void consume() {
        // Consumers who overtake each other can make an empty buffer look full again, lap by lap.
        int lapsLeft = 2 * buffer.size();
        voice.gate();
        while (awaitItem() && lapsLeft > 0) {
            lapsLeft -= voice.isLast() ? 1 : 0;
            int slot = buffer.out();
            Item item = buffer.read(slot);
            voice.tell(Report.now(Kind.READ, slot, item, -1));
            voice.gate();
            voice.work();
            long began = System.nanoTime();
            int out = buffer.moveOut();
            voice.tell(Report.since(began, Kind.MOVED_OUT, slot, item, out));
            voice.gate();
        }
    }

    private boolean awaitItem() {
        for (boolean told = false; ; told = true) {
            boolean last = voice.isLast(); // before the look: what was written before is seen
            if (!buffer.isEmpty()) {
                return true;
            }
            if (last) {
                return false;
            }
            if (!told) {
                voice.tell(Report.now(Kind.WAITS));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
