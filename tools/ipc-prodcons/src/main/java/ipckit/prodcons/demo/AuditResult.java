package ipckit.prodcons.demo;

import java.util.List;

/**
 * The result of comparing the consumed items with the produced items.
 *
 * @param produced the number of produced items
 * @param consumed the number of consumed items; an item that was consumed twice counts twice
 * @param sumProduced the sum of the checksums that producers wrote
 * @param sumConsumed the sum of the checksums that consumers read
 * @param lost the names of the items that were produced and never consumed
 * @param twice the names of the items that were consumed more than once; a repeated consumption
 *     after a redelivery does not count
 * @param invalid the number of times that a consumer read an item with a wrong checksum, plus the
 *     number of consumed items that no producer has made
 * @param outOfOrder the number of times that a consumer took two items of one producer in the wrong
 *     order
 * @param redelivered the number of times that a consumer took a redelivered item, that is, an item
 *     that a dead consumer had claimed
 * @param unreported the number of items that were put, but not reported, because their producer was
 *     killed between the put and the report
 */
record AuditResult(
        long produced,
        long consumed,
        long sumProduced,
        long sumConsumed,
        List<String> lost,
        List<String> twice,
        long invalid,
        long outOfOrder,
        long redelivered,
        long unreported) {
    /**
     * Returns whether each item was complete and was consumed exactly once, and whether each
     * consumer took the items of each producer in the order in which the producer put them.
     */
    boolean isCorrect() {
        return produced == consumed
                && sumProduced == sumConsumed
                && lost.isEmpty()
                && twice.isEmpty()
                && invalid == 0
                && outOfOrder == 0;
    }
}
