package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Message entries that wait for a time, for example delayed messages. This is a hierarchical timing
 * wheel: inserting and removing an entry takes the same time for any number of entries.
 *
 * <p>The entries are divided into levels. Each level is an unsorted {@link EntryList}. The level of
 * an entry depends on the entry's time and on the <em>base</em>, a time that the mailbox stores.
 * Level 0 contains the entries whose time is the base or earlier. The level of any other entry is
 * the position of the highest bit in which the entry's time and the base differ. The lowest bit has
 * the position 1. So all times in a level are earlier than all times in the next level.
 *
 * <p>As time passes, the base moves forward, and entries move to lower levels until they reach
 * level 0. A move of the base changes only some of its bits. If n is the position of the highest
 * bit that changes, only the entries in the levels 1 to n can change their level.
 *
 * <p>The caller of every method except {@link #count} must hold the mailbox's lock.
 */
final class TimeWheel {
    static final int LEVELS = Long.SIZE;

    private record Timed(int entry, long time) {}

    private final Mapping shared;
    private final EntryStore table;
    private final EntryList[] levels;
    private final long field;

    /**
     * @param levels the lists of entries; the index of a list is the level of its entries
     * @param field the offset of the entry field that contains the entry's time
     */
    TimeWheel(Mapping shared, EntryStore table, EntryList[] levels, long field) {
        this.shared = shared;
        this.table = table;
        this.levels = levels;
        this.field = field;
    }

    /**
     * Returns the number of entries in all levels. The lists of all levels share one count. The
     * caller needs no lock.
     */
    int count() {
        return levels[0].count();
    }

    /**
     * Returns the list that contains an entry. If no list contains the entry yet, returns the list
     * to which the caller must append the entry. The list depends on the entry's time and on the
     * base, a time that the mailbox stores.
     */
    EntryList level(int entry) {
        return levels[level(table.get(entry, field), base())];
    }

    private static int level(long time, long base) {
        return time <= base ? 0 : Long.SIZE - Long.numberOfLeadingZeros(time ^ base);
    }

    private long base() {
        long base = Words.get(shared, MailboxLayout.TIME_BASE_AT);
        if (base < 0) {
            throw ObjectFile.damaged("its time is impossible");
        }
        return base;
    }

    /**
     * Moves each entry to its level for the new base {@code now}. The base is the stored time from
     * which the levels are computed. Afterwards, level 0 contains the entries whose time is {@code
     * now} or earlier. The caller must store {@code now} as the base after this call.
     *
     * @param now the new base, in milliseconds of the {@link MessageClock}
     */
    void passTime(long now) {
        if (count() == 0) {
            return;
        }
        long base = base();
        // Level 0 contains the entries whose time has come. While time moves forward, they stay in
        // level 0. The loop then skips level 0, which may contain many entries. If the clock was
        // set back, the times of these entries may be in the future again, so the loop starts at
        // level 0.
        int first = now < base ? 0 : 1;
        int last = now < base ? LEVELS - 1 : level(now, base);
        for (int level = first; level <= last; level++) {
            EntryList list = levels[level];
            list.each(
                    entry -> {
                        EntryList other = levels[level(table.get(entry, field), now)];
                        if (other != list) {
                            list.moveTo(other, entry);
                        }
                    });
        }
    }

    /** Returns whether the time of at least one entry has come. */
    boolean hasDue() {
        return levels[0].first() != EntryTable.NONE;
    }

    /** Runs an action for each entry whose time has come. */
    void eachDue(IntConsumer action) {
        levels[0].each(action);
    }

    /** Returns the entries whose time has come. */
    List<Integer> due() {
        List<Integer> due = new ArrayList<>();
        eachDue(due::add);
        return due;
    }

    /**
     * Returns the next moment at which {@link #passTime} can move an entry to a lower level, as a
     * time of the {@link MessageClock} in milliseconds. The caller must call {@link #passTime} at
     * this moment. If the time of an entry has already come, returns the base, the stored time from
     * which the levels are computed. If there is no entry, returns {@link Long#MAX_VALUE}.
     */
    long next() {
        for (int level = 0; level < LEVELS; level++) {
            if (levels[level].first() != EntryTable.NONE) {
                return level == 0 ? base() : (base() >>> level - 1 | 1) << level - 1;
            }
        }
        return Long.MAX_VALUE;
    }

    /**
     * Runs an action for each entry until the action returns false, in the order of their times.
     * The action may remove the entry.
     */
    void whileEach(IntPredicate action) {
        for (EntryList level : levels) {
            List<Timed> entries = new ArrayList<>();
            level.each(entry -> entries.add(new Timed(entry, table.get(entry, field))));
            entries.sort((a, b) -> Long.compare(a.time, b.time));
            for (Timed one : entries) {
                if (!action.test(one.entry)) {
                    return;
                }
            }
        }
    }
}
