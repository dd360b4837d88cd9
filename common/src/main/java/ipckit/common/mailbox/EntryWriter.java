package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** S3: how a message gets into a slot. What it is asked of, it does under the mailbox's lock. */
final class EntryWriter {
    /** Whether somebody waits for what becomes of a message, and what for. */
    enum Wait {
        NOT,
        FOR_RECEIPT,
        FOR_ANSWER
    }

    private final EntryStore table;
    private final MailboxSpec spec;
    private final int seat;
    private final long process = ProcessHandle.current().pid();

    EntryWriter(MailboxAttachment attachment) {
        this.table = attachment.slots.table();
        this.spec = attachment.file.spec;
        this.seat = attachment.index;
    }

    /**
     * @throws IpcException USAGE, UNUSABLE if the mailbox does not take such a message
     */
    void check(OutgoingMessage draft) {
        if (draft.priority() < 0 || draft.priority() > OutgoingMessage.HIGHEST) {
            throw new IpcException(
                    Category.USAGE, "priorities are 0 to " + OutgoingMessage.HIGHEST);
        }
        if (draft.meta().length > MailboxSpec.META_BYTES) {
            throw MessageMetadata.tooLong(draft.meta().length);
        }
        checkSize(draft.length());
    }

    private void checkSize(long size) {
        if (size > spec.maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of " + size + " bytes; the largest has " + spec.maxSize());
        }
        if (spec.fixed() && size != spec.maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of " + size + " bytes; each has " + spec.maxSize());
        }
    }

    /** How many bytes of a slot it needs; a question's answer is to have room there, too. */
    long room(OutgoingMessage draft, Wait wait) {
        return wait == Wait.FOR_ANSWER ? spec.cell() : draft.meta().length + draft.length();
    }

    /** Fills a free slot. */
    void fill(int slot, OutgoingMessage draft, long now, Wait wait) {
        Mapping memory = table.memory(slot);
        long line = table.line(slot);
        Words.set(memory, line + EntryLayout.SENT, now);
        Words.set(memory, line + EntryLayout.SENDER, process);
        Words.setInt(memory, line + EntryLayout.PRIORITY, draft.priority());
        Words.setInt(memory, line + EntryLayout.WAITER, wait == Wait.NOT ? 0 : seat + 1);
        Words.setInt(memory, line + EntryLayout.IS_CALL, wait == Wait.FOR_ANSWER ? 1 : 0);
        put(slot, draft);
        MailboxStep.MS3.reached();
    }

    /** Puts an answer where the question was; of the error as much as there is room for. */
    void answer(int slot, byte[] error, byte[] body) {
        if (body.length > spec.maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "an answer of " + body.length + " bytes; the largest has " + spec.maxSize());
        }
        byte[] kept = shortened(error, (int) (table.room(slot) - body.length));
        put(slot, new OutgoingMessage(0, kept, MemorySegment.ofArray(body), 0, body.length));
    }

    /** The last lines say most. */
    private static byte[] shortened(byte[] error, int room) {
        if (error.length <= room) {
            return error;
        }
        byte[] note = ("[the first of " + error.length + " bytes are left out]\n").getBytes();
        int kept = Math.max(0, room - note.length);
        byte[] all = Arrays.copyOf(note, Math.min(room, note.length + kept));
        System.arraycopy(error, error.length - kept, all, Math.min(room, note.length), kept);
        return all;
    }

    private void put(int slot, OutgoingMessage draft) {
        Mapping memory = table.memory(slot);
        long line = table.line(slot);
        long cell = table.cell(slot);
        byte[] meta = draft.meta();
        if (meta.length + draft.length() > table.room(slot)) {
            throw ObjectFile.damaged("a message does not fit where it was to be");
        }
        Words.setInt(memory, line + EntryLayout.META_LENGTH, meta.length);
        Words.setInt(memory, line + EntryLayout.BODY_LENGTH, (int) draft.length());
        if (meta.length > 0) {
            memory.copyFrom(MemorySegment.ofArray(meta), 0, cell, meta.length);
        }
        memory.copyFrom(draft.body(), draft.from(), cell + meta.length, draft.length());
    }
}
