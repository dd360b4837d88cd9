package ipckit.mq.space;

import java.util.Arrays;

/**
 * The 64-bit words of shared memory that a {@link Change} has written and not committed yet: a hash
 * table from offsets to values, in the order in which the offsets were first written. Neither a
 * read nor a write allocates memory, except a write for which the table must grow.
 */
final class ChangedWords {
    private static final int FIRST_CAPACITY = 64;

    private long[] offsets = new long[FIRST_CAPACITY];
    private long[] values = new long[FIRST_CAPACITY];

    /**
     * The hash table. An element is the position of an offset in {@link #offsets} plus 1, or 0 if
     * the element is empty. At most half of the elements are in use.
     */
    private int[] table = new int[2 * FIRST_CAPACITY];

    private int count;

    /** Returns the number of words. */
    int count() {
        return count;
    }

    /**
     * Returns the offset of a word.
     *
     * @param position the position of the word, from 0 to {@link #count} − 1
     */
    long offsetAt(int position) {
        return offsets[position];
    }

    /** Returns the value of the word at a position. */
    long valueAt(int position) {
        return values[position];
    }

    /** Returns the value for an offset, which must have a value. */
    long value(long offset) {
        return values[table[element(offset)] - 1];
    }

    /** Returns whether an offset has a value. */
    boolean contains(long offset) {
        return table[element(offset)] != 0;
    }

    /** Sets the value for an offset. */
    void set(long offset, long value) {
        int element = element(offset);
        if (table[element] != 0) {
            values[table[element] - 1] = value;
            return;
        }
        if (count == offsets.length) {
            grow();
            element = element(offset);
        }
        offsets[count] = offset;
        values[count] = value;
        count++;
        table[element] = count;
    }

    /** Removes all words. */
    void clear() {
        Arrays.fill(table, 0);
        count = 0;
    }

    private void grow() {
        offsets = Arrays.copyOf(offsets, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
        table = new int[2 * table.length];
        for (int position = 0; position < count; position++) {
            table[element(offsets[position])] = position + 1;
        }
    }

    /**
     * Returns the index of the element of {@link #table} that belongs to an offset. If the offset
     * has no value, this element is empty.
     */
    private int element(long offset) {
        int mask = table.length - 1;
        int element = (int) (offset / Long.BYTES) & mask;
        while (table[element] != 0 && offsets[table[element] - 1] != offset) {
            element = element + 1 & mask;
        }
        return element;
    }
}
