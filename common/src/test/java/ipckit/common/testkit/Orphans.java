package ipckit.common.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Measures how long a redelivery takes: a process that has claimed an item is killed, and the item
 * is delivered again. The time begins at the death of the process. If no other process could take
 * the item at that moment, the time begins when the next process begins to attach.
 */
public final class Orphans {
    private final List<Orphan> orphans = new ArrayList<>();
    private final Map<Long, TreeSet<Long>> again = new HashMap<>();

    private record Orphan(long item, long since) {}

    public void diedWith(long item, long since) {
        orphans.add(new Orphan(item, since));
    }

    public void comesAgain(long item, long stamp) {
        again.computeIfAbsent(item, _ -> new TreeSet<>()).add(stamp);
    }

    /**
     * Returns the longest time in nanoseconds that a redelivery took; 0 if there was no redelivery.
     * An item that was not delivered again does not count: the killed process had acknowledged it
     * just before its death.
     */
    public long worstReturn() {
        long worst = 0;
        for (Orphan orphan : orphans) {
            TreeSet<Long> stamps = again.get(orphan.item);
            Long first = stamps == null ? null : stamps.higher(orphan.since);
            if (first != null) {
                worst = Math.max(worst, first - orphan.since);
            }
        }
        return worst;
    }
}
