package ipckit.prodcons.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The samples of one mechanism at one size, a pair of them each round. */
final class Cell {
    private final Mechanism mechanism;
    private final int size;
    private final List<Sample> throughput = new ArrayList<>();
    private final List<Sample> roundTrips = new ArrayList<>();

    Cell(Mechanism mechanism, int size) {
        this.mechanism = mechanism;
        this.size = size;
    }

    Mechanism mechanism() {
        return mechanism;
    }

    int size() {
        return size;
    }

    /** Lets the JVMs of a pair compile what will be measured. */
    void warmUp(Pair pair, long nanos) throws java.io.IOException {
        pair.throughput(size, nanos);
        pair.roundTrip(size, nanos);
    }

    void measure(Pair pair, long nanos) throws java.io.IOException {
        add(throughput, pair.throughput(size, nanos));
        add(roundTrips, pair.roundTrip(size, nanos));
    }

    private static void add(List<Sample> samples, Sample sample) {
        samples.add(sample);
        samples.sort(Comparator.comparingDouble(Sample::main));
    }

    /** Items a second, at the median, as least and as most. */
    Sample throughput() {
        return throughput.get(throughput.size() / 2);
    }

    double leastThroughput() {
        return throughput.getFirst().main();
    }

    double mostThroughput() {
        return throughput.getLast().main();
    }

    /** The round with the median round trip. */
    Sample roundTrip() {
        return roundTrips.get(roundTrips.size() / 2);
    }

    double gigabytesPerSecond() {
        return throughput().main() * size / 1e9;
    }
}
