package ipckit.prodcons.inspect;

import java.util.List;

/**
 * Draws a ring as a row of slots, as the textbook does, with {@code out} above the first full slot
 * and {@code in} below the next free one. When the ring does not fit into a line, a column stands
 * for several slots.
 */
final class RingTextDrawing {
    private static final int COLUMNS = 72;
    private static final int BOX_WIDTH = 3;

    private final long slots;
    private final long in;
    private final long out;
    private final long items;

    /**
     * @param slots BUFFER_SIZE, at least 1
     * @param in the next free slot
     * @param out the first full slot
     * @param items how many slots are full
     */
    RingTextDrawing(long slots, long in, long out, long items) {
        this.slots = slots;
        this.in = in;
        this.out = out;
        this.items = items;
    }

    /**
     * Returns three lines: the position of {@code out}, the slots, and the position of {@code in}.
     */
    List<String> lines() {
        boolean boxes = slots * BOX_WIDTH <= COLUMNS;
        int columns = (int) Math.min(slots, COLUMNS);
        StringBuilder bar = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            char filling = isFull(column, columns) ? '#' : boxes ? ' ' : '.';
            if (boxes) {
                bar.append('[').append(filling).append(']');
            } else {
                bar.append(filling);
            }
        }
        int width = boxes ? BOX_WIDTH : 1;
        int middle = boxes ? 1 : 0;
        return List.of(
                marker((int) (out * columns / slots) * width + middle, "v out"),
                bar.toString(),
                marker((int) (in * columns / slots) * width + middle, "^ in"));
    }

    /** Returns whether any slot of a column is full. */
    private boolean isFull(int column, int columns) {
        long first = column * slots / columns;
        long last = Math.max(first, (column + 1L) * slots / columns - 1);
        long toFirst = Math.floorMod(first - out, slots);
        return toFirst < items || Math.floorMod(out - first, slots) <= last - first && items > 0;
    }

    private static String marker(int column, String text) {
        return new StringBuilder().repeat(' ', column).append(text).toString();
    }
}
