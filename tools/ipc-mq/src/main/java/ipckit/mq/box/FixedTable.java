package ipckit.mq.box;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/** The slots of a bounded mailbox: all in its one file, and the free ones in a list. */
final class FixedTable extends Table {
    private final Mapping shared;
    private final BoxSpec spec;
    private final int slots;

    FixedTable(Mapping shared, BoxSpec spec) {
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
        return BoxLayout.line(slot);
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
        int slot = slot(BoxLayout.FREE_AT);
        if (slot != Slots.NONE && kind(slot) != State.FREE) {
            throw Slots.damaged("the list of free slots leads nowhere");
        }
        return slot;
    }

    @Override
    void take(int slot) {
        Words.setInt(
                shared,
                BoxLayout.FREE_AT,
                Words.getInt(shared, BoxLayout.line(slot) + LineLayout.NEXT));
    }

    @Override
    void give(int slot) {
        int before = Words.getInt(shared, BoxLayout.FREE_AT);
        Words.setInt(shared, BoxLayout.line(slot) + LineLayout.NEXT, before);
        Words.setInt(shared, BoxLayout.FREE_AT, slot + 1);
    }

    @Override
    void rebuild() {
        Words.setInt(shared, BoxLayout.FREE_AT, 0);
        for (int slot = slots - 1; slot >= 0; slot--) {
            if (kind(slot) == State.FREE) {
                give(slot);
            }
        }
    }

    @Override
    void eachUsed(IntConsumer action) {
        List<Integer> used = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            if (kind(slot) != State.FREE) {
                used.add(slot);
            }
        }
        used.sort(
                Comparator.comparingLong(
                        slot -> Words.get(shared, BoxLayout.line(slot) + LineLayout.NUMBER)));
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
        return State.kind(Words.getAcquire(shared, BoxLayout.line(slot) + LineLayout.STATE));
    }

    private int slot(long at) {
        int stored = Words.getIntAcquire(shared, at);
        if (stored < 0 || stored > slots) {
            throw Slots.damaged("a list leads outside of it");
        }
        return stored - 1;
    }
}
