package ipckit.common.mailbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A checksum that shows whether a message of a durable mailbox is completely on the disk. The disk
 * writes the blocks of a file independently of each other. After a power failure, a message may
 * therefore consist of old and new blocks.
 */
final class Checksum {
    private Checksum() {}

    /** Computes the checksum of the message in an entry, and stores it in the entry. */
    static void put(EntryStore table, int entry) {
        table.set(entry, EntryLayout.CHECK, of(table, entry));
    }

    /**
     * Returns whether the message in an entry is complete. The message counts as complete if its
     * lengths are possible, and if its checksum equals the checksum that is stored in the entry.
     */
    static boolean isRight(EntryStore table, int entry, MailboxSpec spec) {
        int meta = table.getInt(entry, EntryLayout.META_LENGTH);
        int body = table.getInt(entry, EntryLayout.BODY_LENGTH);
        return meta >= 0
                && meta <= MailboxSpec.META_BYTES
                && body >= 0
                && body <= spec.maxSize()
                && table.holds(entry, (long) meta + body)
                && table.get(entry, EntryLayout.CHECK) == of(table, entry);
    }

    /**
     * Returns the checksum of the message in an entry. The result is never 0, because bit 32 is set
     * in every checksum. So no checksum equals the 0 that an entry contains before its first use.
     */
    private static long of(EntryStore table, int entry) {
        int meta = table.getInt(entry, EntryLayout.META_LENGTH);
        int body = table.getInt(entry, EntryLayout.BODY_LENGTH);
        CRC32C sum = new CRC32C();
        sum.update(
                ByteBuffer.allocate(6 * Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(table.number(entry))
                        .putLong(table.get(entry, EntryLayout.SENT))
                        .putLong(table.get(entry, EntryLayout.EXPIRES))
                        .putLong(table.getInt(entry, EntryLayout.PRIORITY))
                        .putLong(meta)
                        .putLong(body)
                        .flip());
        sum.update(
                table.memory(entry)
                        .segment()
                        .asSlice(table.payload(entry), (long) meta + body)
                        .asByteBuffer());
        return sum.getValue() | 1L << Integer.SIZE;
    }
}
