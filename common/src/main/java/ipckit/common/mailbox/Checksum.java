package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.zip.CRC32C;

/**
 * Whether a message is whole: after a loss of power each block of a file on the disk may be as it
 * was at any time since it was last written out, whatever the others are.
 */
final class Checksum {
    private Checksum() {}

    /** Stores that of what is in a slot. */
    static void put(EntryStore table, int slot) {
        Words.set(table.memory(slot), table.line(slot) + EntryLayout.CHECK, of(table, slot));
    }

    /** Whether what is in a slot is what was put there. */
    static boolean isRight(EntryStore table, int slot, MailboxSpec spec) {
        Mapping memory = table.memory(slot);
        long line = table.line(slot);
        int meta = Words.getInt(memory, line + EntryLayout.META_LENGTH);
        int body = Words.getInt(memory, line + EntryLayout.BODY_LENGTH);
        return meta >= 0
                && meta <= MailboxSpec.META_BYTES
                && body >= 0
                && body <= spec.maxSize()
                && table.holds(slot, (long) meta + body)
                && Words.get(memory, line + EntryLayout.CHECK) == of(table, slot);
    }

    /** Never 0, as an empty line has it. */
    private static long of(EntryStore table, int slot) {
        Mapping memory = table.memory(slot);
        long line = table.line(slot);
        int meta = Words.getInt(memory, line + EntryLayout.META_LENGTH);
        int body = Words.getInt(memory, line + EntryLayout.BODY_LENGTH);
        long[] keys = {
            Words.get(memory, line + EntryLayout.NUMBER),
            Words.get(memory, line + EntryLayout.SENT),
            Words.getInt(memory, line + EntryLayout.PRIORITY),
            meta,
            body
        };
        CRC32C sum = new CRC32C();
        for (long key : keys) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                sum.update((int) (key >>> shift));
            }
        }
        sum.update(memory.segment().asSlice(table.cell(slot), (long) meta + body).asByteBuffer());
        return sum.getValue() | 1L << Integer.SIZE;
    }
}
