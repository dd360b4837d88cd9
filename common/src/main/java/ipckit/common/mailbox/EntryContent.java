package ipckit.common.mailbox;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Reads and writes the messages and replies that a mailbox's entries contain. A participant may
 * read an entry in three cases: it has claimed the message, the entry contains the reply to the
 * participant's request, or it owns the mailbox's lock. A participant may write an entry only if it
 * owns the lock.
 */
final class EntryContent {
    /**
     * The event for which a sender waits after it has sent a message: no event, the end of the
     * delivery (a receiver has acknowledged the message, or has claimed it with a lease), or the
     * reply.
     */
    enum Wait {
        NOT,
        FOR_RECEIPT,
        FOR_ANSWER
    }

    private static final byte[] NOTHING = {};

    private final MailboxSpec spec;
    private final EntryTable entries;
    private final EntryStore table;
    private final int box;
    private final int index;
    private final long process = ProcessHandle.current().pid();

    EntryContent(MailboxAttachment attachment) {
        this.spec = attachment.file.spec;
        this.entries = attachment.entries;
        this.table = entries.table;
        this.box = attachment.file.id();
        this.index = attachment.index;
    }

    Message message(int entry) {
        return new Message(
                receipt(entry),
                table.get(entry, EntryLayout.SENT),
                table.get(entry, EntryLayout.SENDER),
                table.getInt(entry, EntryLayout.PRIORITY),
                entries.isCall(entry),
                delayedUntil(entry),
                entries.clock.sinceEpoch(table.get(entry, EntryLayout.EXPIRES)),
                failures(entry),
                MessageMetadata.of(meta(entry)),
                body(entry));
    }

    private long delayedUntil(int entry) {
        return EntryState.kind(entries.state(entry)) == EntryState.DELAYED
                ? entries.clock.sinceEpoch(table.get(entry, EntryLayout.DUE))
                : 0;
    }

    private FailedDeliveries failures(int entry) {
        return new FailedDeliveries(
                table.getInt(entry, EntryLayout.TRIES),
                table.getInt(entry, EntryLayout.LOST),
                table.getInt(entry, EntryLayout.FAILURE),
                table.get(entry, EntryLayout.FAILED));
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
     * Returns the error message of a reply. The error message is stored in place of the metadata.
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
        return length == 0 ? NOTHING : copy(entry, at, length);
    }

    private byte[] copy(int entry, long at, int length) {
        return memory(entry).asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Checks that the mailbox accepts a message of this size and priority.
     *
     * @throws IpcException USAGE if the priority is not allowed; UNUSABLE if the size of the body
     *     or of the metadata is not allowed
     */
    void check(OutgoingMessage draft) {
        if (draft.priority() < 0 || draft.priority() > OutgoingMessage.HIGHEST) {
            throw new IpcException(
                    Category.USAGE, "priorities are 0 to " + OutgoingMessage.HIGHEST);
        }
        if (draft.meta().length > MailboxSpec.META_BYTES) {
            throw MessageMetadata.tooLong(draft.meta().length);
        }
        long size = draft.length();
        if (size > spec.maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of "
                            + CountedNoun.of(size, "byte")
                            + "; the largest has "
                            + spec.maxSize());
        }
        if (spec.fixed() && size != spec.maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of "
                            + CountedNoun.of(size, "byte")
                            + "; each has "
                            + spec.maxSize());
        }
    }

    /**
     * Returns the number of bytes that the entry of a message needs for its payload (the metadata
     * and the body). The reply to a request is later written into the same entry, and may be longer
     * than the request. Therefore the entry of a request needs space for the largest payload that
     * the mailbox allows.
     */
    long room(OutgoingMessage draft, Wait wait) {
        return wait == Wait.FOR_ANSWER ? spec.payload() : draft.meta().length + draft.length();
    }

    /**
     * Writes a message into a free entry. This is step S3 of SEND in the package documentation. The
     * entry stays free until the caller changes its state. If this process dies before that, the
     * message is not sent. If {@code wait} is not {@code NOT}, the delay and the expiry of the
     * message are ignored.
     */
    void fill(int entry, OutgoingMessage draft, long now, Wait wait) {
        Mapping memory = table.memory(entry);
        long row = table.row(entry);
        Words.set(memory, row + EntryLayout.SENT, now);
        Words.set(memory, row + EntryLayout.SENDER, process);
        MessageTiming timing = wait == Wait.NOT ? draft.timing() : MessageTiming.NONE;
        Words.set(
                memory,
                row + EntryLayout.DUE,
                timing.delay() == 0 ? 0 : entries.clock.after(timing.delay()));
        Words.set(
                memory,
                row + EntryLayout.EXPIRES,
                entries.clock.afterNanos(timing.expiry().remainingNanos()));
        Words.setInt(memory, row + EntryLayout.PRIORITY, draft.priority());
        Words.setInt(memory, row + EntryLayout.WAITER, wait == Wait.NOT ? 0 : index + 1);
        Words.setInt(memory, row + EntryLayout.IS_CALL, wait == Wait.FOR_ANSWER ? 1 : 0);
        Words.setInt(memory, row + EntryLayout.TRIES, 0);
        Words.setInt(memory, row + EntryLayout.LOST, 0);
        put(entry, draft);
        MailboxStep.MS3.reached();
    }

    /**
     * Replaces a request by its reply. If the entry has too little room for the error message and
     * the body together, the error message is shortened.
     */
    void answer(int entry, byte[] error, byte[] body) {
        if (body.length > spec.maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "an answer of "
                            + CountedNoun.of(body.length, "byte")
                            + "; the largest has "
                            + spec.maxSize());
        }
        byte[] kept = shortened(error, (int) (table.room(entry) - body.length));
        put(entry, new OutgoingMessage(0, kept, MemorySegment.ofArray(body), 0, body.length));
    }

    /**
     * Returns an error message in at most {@code room} bytes. If the message is too long, its
     * beginning is replaced by a note that states the full length. The end of the message is kept,
     * because it is the most informative part.
     */
    private static byte[] shortened(byte[] error, int room) {
        if (error.length <= room) {
            return error;
        }
        byte[] note = ("[the first of " + error.length + " bytes are left out]\n").getBytes();
        int kept = Math.max(0, room - note.length);
        byte[] all = Arrays.copyOf(note, room);
        System.arraycopy(error, error.length - kept, all, room - kept, kept);
        return all;
    }

    private void put(int entry, OutgoingMessage draft) {
        Mapping memory = table.memory(entry);
        long row = table.row(entry);
        long cell = table.payload(entry);
        byte[] meta = draft.meta();
        if (meta.length + draft.length() > table.room(entry)) {
            throw ObjectFile.damaged("a message does not fit into its entry");
        }
        Words.setInt(memory, row + EntryLayout.META_LENGTH, meta.length);
        Words.setInt(memory, row + EntryLayout.BODY_LENGTH, (int) draft.length());
        if (meta.length > 0) {
            memory.copyFrom(MemorySegment.ofArray(meta), 0, cell, meta.length);
        }
        memory.copyFrom(draft.body(), draft.from(), cell + meta.length, draft.length());
    }
}
