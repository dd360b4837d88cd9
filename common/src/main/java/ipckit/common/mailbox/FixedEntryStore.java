package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/** The slots of a bounded mailbox: all in its one file, and the free ones in a list. */
final class FixedEntryStore extends EntryStore {
    private final Mapping shared;
    private final MailboxSpec spec;
    private final int slots;

    FixedEntryStore(Mapping shared, MailboxSpec spec) {
        this.shared = shared;
        this.spec = spec;
        this.slots = spec.slots();
    }

    @Override
    int size() {
        return slots;
    }

    @Override
    Mapping memory(int slot) {
        return shared;
    }

    @Override
    long line(int slot) {
        return MailboxLayout.line(slot);
    }

    @Override
    long cell(int slot) {
        return spec.cellAt(slot);
    }

    @Override
    long room(int slot) {
        return spec.cell();
    }

    @Override
    int free(long bytes) {
        int slot = slot(MailboxLayout.FREE_AT);
        if (slot != EntryTable.NONE && kind(slot) != EntryState.FREE) {
            throw ObjectFile.damaged("the list of free slots leads nowhere");
        }
        return slot;
    }

    @Override
    void take(int slot) {
        Words.setInt(
                shared,
                MailboxLayout.FREE_AT,
                Words.getInt(shared, MailboxLayout.line(slot) + EntryLayout.NEXT));
    }

    @Override
    void give(int slot) {
        int before = Words.getInt(shared, MailboxLayout.FREE_AT);
        Words.setInt(shared, MailboxLayout.line(slot) + EntryLayout.NEXT, before);
        Words.setInt(shared, MailboxLayout.FREE_AT, slot + 1);
    }

    @Override
    void rebuild() {
        Words.setInt(shared, MailboxLayout.FREE_AT, 0);
        for (int slot = slots - 1; slot >= 0; slot--) {
            if (kind(slot) == EntryState.FREE) {
                give(slot);
            }
        }
    }

    @Override
    void eachUsed(IntConsumer action) {
        List<Integer> used = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            if (kind(slot) != EntryState.FREE) {
                used.add(slot);
            }
        }
        used.sort(
                Comparator.comparingLong(
                        slot -> Words.get(shared, MailboxLayout.line(slot) + EntryLayout.NUMBER)));
        used.forEach(action::accept);
    }

    @Override
    void each(IntConsumer action) {
        for (int slot = 0; slot < slots; slot++) {
            action.accept(slot);
        }
    }

    @Override
    void force() {
        shared.force();
    }

    @Override
    void trim() {}

    @Override
    void close() {}

    private int kind(int slot) {
        return EntryState.kind(
                Words.getAcquire(shared, MailboxLayout.line(slot) + EntryLayout.STATE));
    }

    private int slot(long at) {
        int stored = Words.getIntAcquire(shared, at);
        if (stored < 0 || stored > slots) {
            throw ObjectFile.damaged("a list leads outside of it");
        }
        return stored - 1;
    }
}
