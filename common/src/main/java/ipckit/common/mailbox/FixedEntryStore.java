package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The entries of a mailbox that is not {@linkplain MailboxSpec#isElastic elastic}. The number of
 * entries is fixed, and the mailbox's one file contains all of them. The free entries form a linked
 * list.
 */
final class FixedEntryStore extends EntryStore {
    private final Mapping shared;
    private final MailboxSpec spec;
    private final int entries;

    FixedEntryStore(Mapping shared, MailboxSpec spec) {
        this.shared = shared;
        this.spec = spec;
        this.entries = spec.entries();
    }

    @Override
    int size() {
        return entries;
    }

    @Override
    Mapping memory(int entry) {
        return shared;
    }

    @Override
    long row(int entry) {
        return MailboxLayout.row(entry);
    }

    @Override
    long payload(int entry) {
        return spec.payloadAt(entry);
    }

    @Override
    long room(int entry) {
        return spec.payload();
    }

    @Override
    int free(long bytes) {
        int entry = linked(shared, MailboxLayout.FREE_AT);
        if (entry != EntryTable.NONE && !isFree(entry)) {
            throw ObjectFile.damaged("the list of free entries leads to no free entry");
        }
        return entry;
    }

    @Override
    void take(int entry) {
        Words.setInt(shared, MailboxLayout.FREE_AT, getInt(entry, EntryLayout.NEXT));
    }

    @Override
    void give(int entry) {
        setInt(entry, EntryLayout.NEXT, Words.getInt(shared, MailboxLayout.FREE_AT));
        Words.setInt(shared, MailboxLayout.FREE_AT, entry + 1);
    }

    @Override
    void rebuild() {
        Words.setInt(shared, MailboxLayout.FREE_AT, 0);
        for (int entry = entries - 1; entry >= 0; entry--) {
            if (isFree(entry)) {
                give(entry);
            }
        }
    }

    @Override
    void eachUsed(IntConsumer action) {
        List<Integer> used = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            if (!isFree(entry)) {
                used.add(entry);
            }
        }
        used.sort((a, b) -> Long.compare(number(a), number(b)));
        used.forEach(action::accept);
    }

    @Override
    void each(IntConsumer action) {
        for (int entry = 0; entry < entries; entry++) {
            action.accept(entry);
        }
    }

    @Override
    void force() {
        shared.force();
    }
}
