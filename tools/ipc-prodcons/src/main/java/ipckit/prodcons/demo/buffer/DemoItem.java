package ipckit.prodcons.demo.buffer;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * An item of the demonstration. A producer computes the checksum from the producer number and the
 * serial number. If the checksum of an item in the buffer is wrong, the bytes come from two
 * different items, or no producer has written them.
 *
 * @param producer the number of the item's producer, from 1
 * @param serial the number of the item among the items of its producer, from 1
 * @param checksum the checksum that was written with the item
 */
public record DemoItem(int producer, int serial, long checksum) {
    /** The size of an item in a buffer, in bytes. An item consists of three words of 8 bytes. */
    public static final int BYTES = 3 * Long.BYTES;

    public static DemoItem of(int producer, int serial) {
        return new DemoItem(producer, serial, checksum(producer, serial));
    }

    /**
     * Reads an item from memory and does not check it. The caller can check the item with {@link
     * #isWhole}.
     *
     * @param at the offset of the item in {@code from}, in bytes
     */
    public static DemoItem read(Mapping from, long at) {
        return new DemoItem(
                (int) Words.getAcquire(from, at),
                (int) Words.getAcquire(from, at + Long.BYTES),
                Words.getAcquire(from, at + 2 * Long.BYTES));
    }

    public void write(Mapping to, long at) {
        Words.setRelease(to, at, producer);
        Words.setRelease(to, at + Long.BYTES, serial);
        Words.setRelease(to, at + 2 * Long.BYTES, checksum);
    }

    /**
     * Returns whether the checksum matches the producer number and the serial number. If so, all
     * words of the item come from the same write of a producer.
     */
    public boolean isWhole() {
        return producer > 0 && serial > 0 && checksum == checksum(producer, serial);
    }

    /**
     * Returns the name that the user sees. The third item of producer 1 has the name {@code 1.3}.
     */
    public String name() {
        return producer + "." + serial;
    }

    /**
     * Mixes the bits of the producer number and the serial number as the random-number generator
     * splitmix64 does. The checksums of similar items therefore differ in many bits.
     */
    private static long checksum(int producer, int serial) {
        long mixed = ((long) producer << Integer.SIZE | serial) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }
}
