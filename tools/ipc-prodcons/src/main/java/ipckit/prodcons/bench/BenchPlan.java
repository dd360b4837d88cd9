package ipckit.prodcons.bench;

import java.util.List;

/**
 * The validated options of {@code bench}.
 *
 * @param mechanisms the mechanisms to measure
 * @param requiresAll true if the benchmark fails when a mechanism cannot be used; false if the
 *     benchmark omits this mechanism
 * @param sizes the sizes of items, in bytes
 * @param nanos the length of one measurement, in nanoseconds
 * @param rounds the number of rounds; each round measures every mechanism with every size
 */
record BenchPlan(
        List<BenchMechanism> mechanisms,
        boolean requiresAll,
        List<Integer> sizes,
        long nanos,
        int rounds) {}
