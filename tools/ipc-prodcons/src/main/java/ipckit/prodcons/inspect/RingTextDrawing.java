package ipckit.prodcons.inspect;

import java.util.List;

/**
 * Draws a ring as a row of slots, as the textbook does. The word {@code out} stands above the first
 * full slot, and the word {@code in} stands below the next free slot. When the ring has more slots
 * than a line has columns, each column represents several slots.
 *
 * @param slots the number of slots, which the textbook calls BUFFER_SIZE; at least 1
 * @param in the index of the next free slot, from 0
 * @param out the index of the first full slot, from 0
 * @param items the number of full slots
 */
record RingTextDrawing(long slots, long in, long out, long items) {
    private static final int COLUMNS = 72;
    private static final int BOX_WIDTH = 3;

    /** Returns three lines: the word {@code out}, the slots, and the word {@code in}. */
    List<String> lines() {
        boolean boxes = slots * BOX_WIDTH <= COLUMNS;
        int columns = (int) Math.min(slots, COLUMNS);
        String full = boxes ? "[#]" : "#";
        String free = boxes ? "[ ]" : ".";
        StringBuilder bar = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            bar.append(isFull(column, columns) ? full : free);
        }
        int width = full.length();
        int middle = width / 2;
        return List.of(
                marker((int) (out * columns / slots) * width + middle, "v out"),
                bar.toString(),
                marker((int) (in * columns / slots) * width + middle, "^ in"));
    }

    /** Returns whether at least one slot of a column is full. */
    private boolean isFull(int column, int columns) {
        long first = column * slots / columns;
        long last = Math.max(first, (column + 1L) * slots / columns - 1);
        long toFirst = Math.floorMod(first - out, slots);
        return toFirst < items || Math.floorMod(out - first, slots) <= last - first && items > 0;
    }

    private static String marker(int column, String text) {
        return " ".repeat(column) + text;
    }
}
