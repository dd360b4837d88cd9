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
 * Compares the consumed items with the produced items. The reports of the workers say which items
 * were produced and which were consumed. Only one thread may use an instance.
 */
final class ItemAudit {
    /** The reported facts about one item. */
    private static final class Entry {
        boolean produced;
        int consumed;
    }

    private final Map<DemoItem, Entry> entries = new LinkedHashMap<>();

    /**
     * For each consumer (the outer key) and each producer's number (the inner key): the serial
     * number of the last item that the consumer took from this producer. Redelivered items and
     * items with a wrong checksum do not count.
     */
    private final Map<DemoWorker, Map<Integer, Integer>> lastSerials = new HashMap<>();

    /**
     * Maps each consumer to true if the item that the consumer took last was marked as redelivered,
     * and otherwise to false.
     */
    private final Map<DemoWorker, Boolean> redeliveredLast = new HashMap<>();

    private long invalid;
    private long outOfOrder;
    private long redelivered;

    void record(DemoWorker worker, WorkerReport report) {
        DemoItem item = report.item();
        switch (report.kind()) {
            case PUT, WROTE -> entry(item).produced = true;
            case TAKEN -> taken(worker, item, false);
            case TAKEN_AGAIN -> {
                redelivered++;
                taken(worker, item, true);
            }
            case WORKED -> consumed(worker, item);
            case READ -> {
                taken(worker, item, false);
                consumed(worker, item);
            }
            default -> {}
        }
    }

    private Entry entry(DemoItem item) {
        return entries.computeIfAbsent(item, _ -> new Entry());
    }

    private void taken(DemoWorker worker, DemoItem item, boolean redelivery) {
        redeliveredLast.put(worker, redelivery);
        if (!item.isWhole()) {
            invalid++;
        } else if (!redelivery) {
            // The order of a redelivered item is not checked, because the item may be older than
            // the items that the consumer took before.
            Integer last =
                    lastSerials
                            .computeIfAbsent(worker, _ -> new HashMap<>())
                            .put(item.producer(), item.serial());
            if (last != null && item.serial() < last) {
                outOfOrder++;
            }
        }
    }

    private void consumed(DemoWorker worker, DemoItem item) {
        if (item.isWhole()) {
            Entry entry = entry(item);
            if (entry.consumed == 0 || !redeliveredLast.get(worker)) {
                entry.consumed++;
            }
        }
    }

    /**
     * Returns the result of the comparison.
     *
     * @param workers all workers, including the dead ones
     */
    AuditResult finish(List<DemoWorker> workers) {
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
            if (!entry.produced && isOfKilledProducer(item, workers)) {
                // A consumer has reported this item, but its producer has not. A producer that is
                // killed directly after a put cannot report the put, so the item counts as
                // produced.
                entry.produced = true;
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
                lost,
                twice,
                invalid + invented,
                outOfOrder,
                redelivered,
                unreported);
    }

    private static boolean isOfKilledProducer(DemoItem item, List<DemoWorker> workers) {
        return workers.stream()
                .filter(one -> one.role() == DemoRole.PRODUCER && one.number() == item.producer())
                .anyMatch(DemoWorker::wasKilled);
    }
}
