package ipckit.prodcons.demo;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * What is produced: nothing but who made it, and a seal by which a torn or made-up item is told
 * from a real one.
 *
 * @param producer its producer's number, from 1
 * @param serial its number among that producer's items, from 1
 * @param seal what was written as its seal
 */
record Item(int producer, int serial, long seal) {
    /** Its size in a buffer; its fields are three words. */
    static final int BYTES = 3 * Long.BYTES;

    static Item of(int producer, int serial) {
        return new Item(producer, serial, seal(producer, serial));
    }

    /** Reads what may be one. */
    static Item read(Mapping from, long at) {
        return new Item(
                (int) Words.getAcquire(from, at),
                (int) Words.getAcquire(from, at + Long.BYTES),
                Words.getAcquire(from, at + 2 * Long.BYTES));
    }

    void write(Mapping to, long at) {
        Words.setRelease(to, at, producer);
        Words.setRelease(to, at + Long.BYTES, serial);
        Words.setRelease(to, at + 2 * Long.BYTES, seal);
    }

    /** Whether the seal is that of this item: not torn, and not invented. */
    boolean isWhole() {
        return producer > 0 && serial > 0 && seal == seal(producer, serial);
    }

    /** How people call it: the third item of producer 1 is 1.3. */
    String name() {
        return producer + "." + serial;
    }

    /** Mixes the bits as splitmix64 does, so that no two items have seals that look alike. */
    private static long seal(int producer, int serial) {
        long mixed = ((long) producer << Integer.SIZE | serial) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }
}
