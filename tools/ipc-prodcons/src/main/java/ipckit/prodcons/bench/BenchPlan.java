package ipckit.prodcons.bench;

import java.util.List;

/**
 * What is asked for.
 *
 * @param sizes of items, in bytes
 * @param nanos how long one measurement takes
 * @param rounds how often everything is measured
 */
record BenchPlan(List<BenchMechanism> mechanisms, List<Integer> sizes, long nanos, int rounds) {}
