package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What is in a slot. For whoever holds it, or the mailbox's lock. */
final class EntryReader {
    private final MailboxSpec spec;
    private final EntryTable slots;
    private final EntryStore table;
    private final int box;

    EntryReader(MailboxAttachment attachment) {
        this.spec = attachment.file.spec;
        this.slots = attachment.slots;
        this.table = slots.table();
        this.box = attachment.file.id();
    }

    Message message(int slot) {
        Mapping memory = table.memory(slot);
        long line = table.line(slot);
        return new Message(
                receipt(slot),
                Words.get(memory, line + EntryLayout.SENT),
                Words.get(memory, line + EntryLayout.SENDER),
                Words.getInt(memory, line + EntryLayout.PRIORITY),
                slots.isCall(slot),
                MessageMetadata.of(meta(slot)),
                body(slot));
    }

    Receipt receipt(int slot) {
        return new Receipt(slot, slots.number(slot), EntryState.times(slots.state(slot)), box);
    }

    int status(int slot) {
        return Words.getInt(table.memory(slot), table.line(slot) + EntryLayout.STATUS);
    }

    byte[] meta(int slot) {
        return bytes(slot, table.cell(slot), metaLength(slot));
    }

    /** What is beside the body of an answer: as long as there is room for both. */
    byte[] error(int slot) {
        int most = (int) Math.min(Integer.MAX_VALUE, table.room(slot));
        return bytes(slot, table.cell(slot), length(slot, EntryLayout.META_LENGTH, most));
    }

    byte[] answer(int slot) {
        int error = error(slot).length;
        int most = (int) Math.min(spec.maxSize(), table.room(slot) - error);
        return bytes(slot, table.cell(slot) + error, length(slot, EntryLayout.BODY_LENGTH, most));
    }

    byte[] body(int slot) {
        return bytes(slot, bodyAt(slot), bodyLength(slot));
    }

    long bodyAt(int slot) {
        return table.cell(slot) + metaLength(slot);
    }

    int bodyLength(int slot) {
        int length = length(slot, EntryLayout.BODY_LENGTH, spec.maxSize());
        if (metaLength(slot) + length > table.room(slot)) {
            throw impossible();
        }
        return length;
    }

    MemorySegment memory(int slot) {
        return table.memory(slot).segment();
    }

    private int metaLength(int slot) {
        return length(
                slot,
                EntryLayout.META_LENGTH,
                (int) Math.min(MailboxSpec.META_BYTES, table.room(slot)));
    }

    private int length(int slot, long at, int most) {
        int length = Words.getInt(table.memory(slot), table.line(slot) + at);
        if (length < 0 || length > most) {
            throw impossible();
        }
        return length;
    }

    private static IpcException impossible() {
        return ObjectFile.damaged("a message has an impossible length");
    }

    private byte[] bytes(int slot, long at, int length) {
        return memory(slot).asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
