package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The books: what was produced on one side, what was consumed on the other, item by item as the
 * processes told it. Belongs to one thread.
 */
final class ItemAudit {
    /** What is known of one item. */
    private static final class Entry {
        boolean produced;
        int consumed;
    }

    private final Map<DemoItem, Entry> entries = new LinkedHashMap<>();

    /** For each consumer, the serial that it had last of each producer. */
    private final Map<DemoWorker, Map<Integer, Integer>> lastSerials = new HashMap<>();

    /** Whose last item is marked as delivered again. */
    private final Map<DemoWorker, Boolean> again = new HashMap<>();

    private long strange;
    private long disordered;
    private long redelivered;

    /** Enters a report, if it is about an item that changes sides. */
    void enter(DemoWorker who, WorkerReport report) {
        DemoItem item = report.item();
        switch (report.kind()) {
            case PUT, WROTE -> entry(item).produced = true;
            case TAKEN -> taken(who, item, false);
            case TAKEN_AGAIN -> {
                redelivered++;
                taken(who, item, true);
            }
            case WORKED -> consumed(who, item);
            case READ -> {
                taken(who, item, false);
                consumed(who, item);
            }
            default -> {}
        }
    }

    private Entry entry(DemoItem item) {
        return entries.computeIfAbsent(item, _ -> new Entry());
    }

    private void taken(DemoWorker who, DemoItem item, boolean mark) {
        again.put(who, mark);
        if (!item.isWhole()) {
            strange++;
            return;
        }
        Map<Integer, Integer> serials = lastSerials.computeIfAbsent(who, _ -> new HashMap<>());
        Integer last = serials.get(item.producer());
        if (mark) {
            return; // out of order by its nature
        }
        if (last != null && item.serial() < last) {
            disordered++;
        }
        serials.put(item.producer(), item.serial());
    }

    private void consumed(DemoWorker who, DemoItem item) {
        if (item.isWhole()) {
            Entry entry = entry(item);
            if (entry.consumed == 0 || !again.get(who)) {
                entry.consumed++;
            }
        }
    }

    /**
     * What the books say.
     *
     * @param workers all that there were
     */
    AuditResult close(List<DemoWorker> workers) {
        List<String> lost = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        long produced = 0;
        long consumed = 0;
        long unreported = 0;
        long sumProduced = 0;
        long sumConsumed = 0;
        long invented = 0;
        for (Map.Entry<DemoItem, Entry> line : entries.entrySet()) {
            DemoItem item = line.getKey();
            Entry entry = line.getValue();
            if (!entry.produced && isOfTheKilled(item, workers)) {
                entry.produced = true; // put, and killed before it could say so
                unreported++;
            }
            if (entry.produced) {
                produced++;
                sumProduced += item.checksum();
            } else {
                invented++;
            }
            consumed += entry.consumed;
            sumConsumed += entry.consumed * item.checksum();
            if (entry.consumed == 0) {
                lost.add(item.name());
            } else if (entry.consumed > 1) {
                twice.add(item.name());
            }
        }
        return new AuditResult(
                produced,
                consumed,
                sumProduced,
                sumConsumed,
                List.copyOf(lost),
                List.copyOf(twice),
                strange + invented,
                disordered,
                redelivered,
                unreported);
    }

    private static boolean isOfTheKilled(DemoItem item, List<DemoWorker> workers) {
        for (DemoWorker worker : workers) {
            if (worker.role() == DemoRole.PRODUCER && worker.number() == item.producer()) {
                return worker.wasKilled();
            }
        }
        return false;
    }
}
