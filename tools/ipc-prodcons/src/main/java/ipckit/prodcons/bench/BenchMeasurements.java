package ipckit.prodcons.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The samples of one mechanism at one size, a pair of them each round. */
final class BenchMeasurements {
    private static final long SLICE_NANOS = 50_000_000;
    private static final int FUTILE_SLICES = 8;
    private static final int MOST_SLICES = 60;
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
     * Lets the JVMs of a pair compile what will be measured: until it no longer gets faster, since
     * on a busy machine the compilers get their turn late.
     */
    void warmUp(BenchProcessPair pair) throws IOException {
        double most = 0;
        double least = Double.MAX_VALUE;
        int futile = 0;
        for (int slice = 0; slice < MOST_SLICES && futile < FUTILE_SLICES; slice++) {
            double items = pair.throughput(size, SLICE_NANOS).main();
            double trip = pair.roundTrip(size, SLICE_NANOS).main();
            boolean faster = items > most * GAIN || trip * GAIN < least;
            futile = faster ? 0 : futile + 1;
            most = Math.max(most, items);
            least = Math.min(least, trip);
        }
    }

    void measure(BenchProcessPair pair, long nanos) throws IOException {
        add(throughput, pair.throughput(size, nanos));
        add(roundTrips, pair.roundTrip(size, nanos));
    }

    private static void add(List<BenchSample> samples, BenchSample sample) {
        samples.add(sample);
        samples.sort(Comparator.comparingDouble(BenchSample::main));
    }

    /** Items a second, at the median, as least and as most. */
    BenchSample throughput() {
        return throughput.get(throughput.size() / 2);
    }

    double leastThroughput() {
        return throughput.getFirst().main();
    }

    double mostThroughput() {
        return throughput.getLast().main();
    }

    /** The round with the median round trip. */
    BenchSample roundTrip() {
        return roundTrips.get(roundTrips.size() / 2);
    }

    double gigabytesPerSecond() {
        return throughput().main() * size / 1e9;
    }
}
