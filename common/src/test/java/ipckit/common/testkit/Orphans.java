package ipckit.common.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Items whose holder was killed, and the time until they were delivered again: from the death, or
 * from the time at which a consumer was there.
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
     * Returns the longest time until redelivery in nanoseconds. Items that did not come again had
     * been acknowledged just before the death.
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
