package ipckit.prodcons.demo;

import java.util.List;

/**
 * Whether what was consumed is what was produced.
 *
 * @param produced how many items
 * @param consumed how many items, those counted twice that were consumed twice
 * @param sumProduced the sum of the seals that producers wrote
 * @param sumConsumed the sum of the seals that consumers read
 * @param lost produced, and never consumed
 * @param twice consumed more than once, although nobody died over it
 * @param strange how often something was read that nobody had produced, or half of it
 * @param disordered how often a consumer had an item after a later one of the same producer
 * @param redelivered how many were taken again after a consumer had died with them
 * @param unreported produced by a process that was killed before it could say so
 */
record AuditResult(
        long produced,
        long consumed,
        long sumProduced,
        long sumConsumed,
        List<String> lost,
        List<String> twice,
        long strange,
        long disordered,
        long redelivered,
        long unreported) {
    /** Each item once, whole, and in order. */
    boolean isRight() {
        return produced == consumed
                && sumProduced == sumConsumed
                && lost.isEmpty()
                && twice.isEmpty()
                && strange == 0
                && disordered == 0;
    }
}
