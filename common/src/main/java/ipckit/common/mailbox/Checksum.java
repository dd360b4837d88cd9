package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.zip.CRC32C;

/**
 * A checksum that shows whether a durable message is whole. After a power failure, each block of a
 * file may have any content that it had since the block was last written to the disk, independently
 * of the other blocks.
 */
final class Checksum {
    private Checksum() {}

    /** Stores the checksum of the message in an entry. */
    static void put(EntryStore table, int entry) {
        Words.set(table.memory(entry), table.row(entry) + EntryLayout.CHECK, of(table, entry));
    }

    /** Returns whether the message in an entry has the checksum that the entry stores. */
    static boolean isRight(EntryStore table, int entry, MailboxSpec spec) {
        Mapping memory = table.memory(entry);
        long row = table.row(entry);
        int meta = Words.getInt(memory, row + EntryLayout.META_LENGTH);
        int body = Words.getInt(memory, row + EntryLayout.BODY_LENGTH);
        return meta >= 0
                && meta <= MailboxSpec.META_BYTES
                && body >= 0
                && body <= spec.maxSize()
                && table.holds(entry, (long) meta + body)
                && Words.get(memory, row + EntryLayout.CHECK) == of(table, entry);
    }

    /**
     * Returns the checksum of the message in an entry. It is never 0, which is the value in an
     * unused entry.
     */
    private static long of(EntryStore table, int entry) {
        Mapping memory = table.memory(entry);
        long row = table.row(entry);
        int meta = Words.getInt(memory, row + EntryLayout.META_LENGTH);
        int body = Words.getInt(memory, row + EntryLayout.BODY_LENGTH);
        long[] keys = {
            Words.get(memory, row + EntryLayout.NUMBER),
            Words.get(memory, row + EntryLayout.SENT),
            Words.getInt(memory, row + EntryLayout.PRIORITY),
            meta,
            body
        };
        CRC32C sum = new CRC32C();
        for (long key : keys) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                sum.update((int) (key >>> shift));
            }
        }
        sum.update(
                memory.segment().asSlice(table.payload(entry), (long) meta + body).asByteBuffer());
        return sum.getValue() | 1L << Integer.SIZE;
    }
}
