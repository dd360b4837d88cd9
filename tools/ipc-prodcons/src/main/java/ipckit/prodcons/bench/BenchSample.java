package ipckit.prodcons.bench;

import java.util.Arrays;

/**
 * The result of one measurement.
 *
 * @param main the number of items per second, or the median time of a round trip in nanoseconds
 * @param calls the number of system calls that client and server together make per item or per
 *     round trip
 * @param high the 99th percentile of the times of round trips, in nanoseconds; 0 in a measurement
 *     of throughput
 */
record BenchSample(double main, double calls, double high) {
    /** Returns the sample as the line that a client process writes. */
    String line() {
        return main + " " + calls + " " + high;
    }

    /** Reads a sample from a line that {@link #line} has returned. */
    static BenchSample parse(String line) {
        double[] numbers =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new BenchSample(numbers[0], numbers[1], numbers[2]);
    }
}
