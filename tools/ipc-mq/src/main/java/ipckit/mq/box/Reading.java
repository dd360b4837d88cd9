package ipckit.mq.box;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What is in a slot. For whoever holds it, or the mailbox's lock. */
final class Reading {
    private final Mapping shared;
    private final BoxSpec spec;
    private final Slots slots;

    Reading(Mapping shared, BoxSpec spec, Slots slots) {
        this.shared = shared;
        this.spec = spec;
        this.slots = slots;
    }

    Message message(int slot) {
        long line = BoxLayout.line(slot);
        return new Message(
                receipt(slot),
                Words.get(shared, line + LineLayout.SENT),
                Words.get(shared, line + LineLayout.SENDER),
                Words.getInt(shared, line + LineLayout.PRIORITY),
                slots.isCall(slot),
                Meta.of(meta(slot)),
                body(slot));
    }

    Receipt receipt(int slot) {
        return new Receipt(slot, slots.number(slot), State.times(slots.state(slot)));
    }

    int status(int slot) {
        return Words.getInt(shared, BoxLayout.line(slot) + LineLayout.STATUS);
    }

    byte[] meta(int slot) {
        return bytes(spec.cellAt(slot), length(slot, LineLayout.META_LENGTH, BoxSpec.META_BYTES));
    }

    byte[] body(int slot) {
        return bytes(bodyAt(slot), bodyLength(slot));
    }

    long bodyAt(int slot) {
        return spec.cellAt(slot) + BoxSpec.META_BYTES;
    }

    int bodyLength(int slot) {
        return length(slot, LineLayout.BODY_LENGTH, spec.maxSize());
    }

    MemorySegment memory() {
        return shared.segment();
    }

    private int length(int slot, long at, int most) {
        int length = Words.getInt(shared, BoxLayout.line(slot) + at);
        if (length < 0 || length > most) {
            throw Slots.damaged("a message has an impossible length");
        }
        return length;
    }

    private byte[] bytes(long at, int length) {
        return shared.segment().asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
