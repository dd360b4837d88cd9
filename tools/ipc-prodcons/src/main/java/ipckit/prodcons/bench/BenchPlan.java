package ipckit.prodcons.bench;

import java.util.List;

/**
 * The validated options of {@code bench}.
 *
 * @param mechanisms the mechanisms to measure
 * @param sizes the sizes of items, in bytes
 * @param nanos the length of one measurement
 * @param rounds how many times everything is measured
 */
record BenchPlan(List<BenchMechanism> mechanisms, List<Integer> sizes, long nanos, int rounds) {}
