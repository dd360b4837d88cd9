package ipckit.prodcons.bench;

import ipckit.common.naming.ScratchDirectory;
import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Executes one {@code bench} command: starts a client and a server for each mechanism (a kind of
 * ring or of pipe), lets each pair warm up, and measures in rounds. Only one thread may use an
 * instance.
 */
final class BenchRun implements AutoCloseable {
    private final BenchPlan plan;
    private final Class<?> main;
    private final ScratchDirectory scratch = ScratchDirectory.create("bench");
    private final Map<BenchMechanism, BenchProcessPair> pairs = new EnumMap<>(BenchMechanism.class);
    private final List<BenchMeasurements> results = new ArrayList<>();
    private final List<Double> cacheLines = new ArrayList<>();
    private final Runnable cleanUp = scratch::close;

    BenchRun(BenchPlan plan, Class<?> main) {
        this.plan = plan;
        this.main = main;
        Shutdown.addCleanUp(cleanUp);
        Shutdown.onClosedOutput();
    }

    /**
     * Measures all mechanisms with all sizes. Returns the results of the first size of the plan for
     * each mechanism, then the results of the second size, and so on.
     */
    List<BenchMeasurements> run() throws IOException {
        for (BenchMechanism mechanism : plan.mechanisms()) {
            Path own = Files.createDirectory(scratch.path().resolve(mechanism.typed()));
            pairs.put(mechanism, new BenchProcessPair(mechanism, own, main));
        }
        for (int size : plan.sizes()) {
            for (BenchMechanism mechanism : plan.mechanisms()) {
                BenchMeasurements measured = new BenchMeasurements(mechanism, size);
                measured.warmUp(pairs.get(mechanism), plan.nanos());
                results.add(measured);
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            cacheLines.add(CacheLineLatency.roundTripNanos());
            for (BenchMeasurements measured : results) {
                measured.measure(pairs.get(measured.mechanism()), plan.nanos());
            }
        }
        cacheLines.sort(null);
        return results;
    }

    /**
     * Returns the median time in which a cache line travels from one processor to another and back,
     * in nanoseconds; NaN on a machine with one processor.
     */
    double cacheLineNanos() {
        return cacheLines.get(cacheLines.size() / 2);
    }

    @Override
    public void close() {
        pairs.values().forEach(BenchProcessPair::close);
        scratch.close();
        Shutdown.removeCleanUp(cleanUp);
    }
}
