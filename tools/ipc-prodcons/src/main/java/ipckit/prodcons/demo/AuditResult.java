package ipckit.prodcons.demo;

import java.util.List;

/**
 * The result of comparing the consumed items with the produced items.
 *
 * @param produced how many items were produced
 * @param consumed how many items were consumed; an item consumed twice counts twice
 * @param sumProduced the sum of the checksums that producers wrote
 * @param sumConsumed the sum of the checksums that consumers read
 * @param lost the items that were produced and never consumed
 * @param twice the items that were consumed more than once without the death of a consumer
 * @param invalid how many times a consumer read an item that was torn or that no producer had made
 * @param outOfOrder how many times a consumer took an item after a later item of the same producer
 * @param redelivered how many items were taken again after the death of a consumer
 * @param unreported how many items were put by a producer that was killed before its report
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
    /** Returns whether each item was consumed once, whole, and in its producer's order. */
    boolean isCorrect() {
        return produced == consumed
                && sumProduced == sumConsumed
                && lost.isEmpty()
                && twice.isEmpty()
                && invalid == 0
                && outOfOrder == 0;
    }
}
