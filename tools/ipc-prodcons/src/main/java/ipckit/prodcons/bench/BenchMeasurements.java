package ipckit.prodcons.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The samples (results of measurements) of one mechanism, such as a ring or a pipe, at one item
 * size. Each round adds a sample of the throughput and a sample of the round trips.
 */
final class BenchMeasurements {
    private static final long SLICE_NANOS = 50_000_000;
    private static final int SLICES_WITHOUT_GAIN = 8;
    private static final int MAX_SLICES = 60;
    private static final double GAIN = 1.1;

    private final BenchMechanism mechanism;
    private final int size;
    private final List<BenchSample> throughput = new ArrayList<>();
    private final List<BenchSample> roundTrips = new ArrayList<>();

    BenchMeasurements(BenchMechanism mechanism, int size) {
        this.mechanism = mechanism;
        this.size = size;
    }

    BenchMechanism mechanism() {
        return mechanism;
    }

    int size() {
        return size;
    }

    /**
     * Repeats measurements until their results no longer improve, but at most {@code MAX_SLICES}
     * times. The results are not recorded. When the results no longer improve, the JVMs of both
     * processes have compiled the measured code. The number of measurements is not fixed, because a
     * JVM on a busy machine compiles late.
     *
     * @param nanos the largest length of a measurement, in nanoseconds
     */
    void warmUp(BenchProcessPair pair, long nanos) {
        long slice = Math.min(SLICE_NANOS, nanos);
        double max = 0;
        double min = Double.MAX_VALUE;
        int withoutGain = 0;
        for (int i = 0; i < MAX_SLICES && withoutGain < SLICES_WITHOUT_GAIN; i++) {
            double items = pair.throughput(size, slice).main();
            double trip = pair.roundTrip(size, slice).main();
            boolean faster = items > max * GAIN || trip * GAIN < min;
            withoutGain = faster ? 0 : withoutGain + 1;
            max = Math.max(max, items);
            min = Math.min(min, trip);
        }
    }

    /**
     * Measures the throughput once and the round trips once, and stores the two results as samples.
     *
     * @param nanos the length of each measurement, in nanoseconds
     */
    void measure(BenchProcessPair pair, long nanos) {
        add(throughput, pair.throughput(size, nanos));
        add(roundTrips, pair.roundTrip(size, nanos));
    }

    private static void add(List<BenchSample> samples, BenchSample sample) {
        samples.add(sample);
        samples.sort(Comparator.comparingDouble(BenchSample::main));
    }

    /** Returns the sample with the median throughput. */
    BenchSample throughput() {
        return throughput.get(throughput.size() / 2);
    }

    double minThroughput() {
        return throughput.getFirst().main();
    }

    double maxThroughput() {
        return throughput.getLast().main();
    }

    /** Returns the sample with the median round trip. */
    BenchSample roundTrip() {
        return roundTrips.get(roundTrips.size() / 2);
    }

    double gigabytesPerSecond() {
        return throughput().main() * size / 1e9;
    }
}
