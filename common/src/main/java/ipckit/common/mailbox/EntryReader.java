package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the message in an entry. The caller has claimed the entry or holds the mailbox's lock. */
final class EntryReader {
    private final MailboxSpec spec;
    private final EntryTable entries;
    private final EntryStore table;
    private final int box;

    EntryReader(MailboxAttachment attachment) {
        this.spec = attachment.file.spec;
        this.entries = attachment.entries;
        this.table = entries.table;
        this.box = attachment.file.id();
    }

    Message message(int entry) {
        return new Message(
                receipt(entry),
                table.get(entry, EntryLayout.SENT),
                table.get(entry, EntryLayout.SENDER),
                table.getInt(entry, EntryLayout.PRIORITY),
                entries.isCall(entry),
                MessageMetadata.of(meta(entry)),
                body(entry));
    }

    Receipt receipt(int entry) {
        return new Receipt(
                entry, entries.number(entry), EntryState.times(entries.state(entry)), box);
    }

    int status(int entry) {
        return table.getInt(entry, EntryLayout.STATUS);
    }

    byte[] meta(int entry) {
        return bytes(entry, table.payload(entry), metaLength(entry));
    }

    /**
     * Returns the error message of a reply. The error message precedes the body of the reply in
     * memory.
     */
    byte[] error(int entry) {
        int most = (int) Math.min(Integer.MAX_VALUE, table.room(entry));
        return bytes(entry, table.payload(entry), length(entry, EntryLayout.META_LENGTH, most));
    }

    byte[] answer(int entry) {
        int error = error(entry).length;
        int most = (int) Math.min(spec.maxSize(), table.room(entry) - error);
        return bytes(
                entry, table.payload(entry) + error, length(entry, EntryLayout.BODY_LENGTH, most));
    }

    byte[] body(int entry) {
        return bytes(entry, bodyAt(entry), bodyLength(entry));
    }

    long bodyAt(int entry) {
        return table.payload(entry) + metaLength(entry);
    }

    int bodyLength(int entry) {
        int length = length(entry, EntryLayout.BODY_LENGTH, spec.maxSize());
        if (metaLength(entry) + length > table.room(entry)) {
            throw impossible();
        }
        return length;
    }

    MemorySegment memory(int entry) {
        return table.memory(entry).segment();
    }

    private int metaLength(int entry) {
        return length(
                entry,
                EntryLayout.META_LENGTH,
                (int) Math.min(MailboxSpec.META_BYTES, table.room(entry)));
    }

    private int length(int entry, long field, int most) {
        int length = table.getInt(entry, field);
        if (length < 0 || length > most) {
            throw impossible();
        }
        return length;
    }

    private static IpcException impossible() {
        return ObjectFile.damaged("a message has an impossible length");
    }

    private byte[] bytes(int entry, long at, int length) {
        return memory(entry).asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
