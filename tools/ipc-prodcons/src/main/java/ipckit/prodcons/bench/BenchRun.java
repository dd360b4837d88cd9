package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.naming.ScratchDirectory;
import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Executes one {@code bench} command: starts a client and a server for each mechanism, such as a
 * ring or a pipe, lets each pair warm up, and measures in rounds. Only one thread may use an
 * instance.
 */
final class BenchRun implements AutoCloseable {
    private final BenchPlan plan;
    private final Class<?> main;
    private final Consumer<String> omitted;
    private final ScratchDirectory scratch = ScratchDirectory.create("bench");
    private final Map<BenchMechanism, BenchProcessPair> pairs = new EnumMap<>(BenchMechanism.class);
    private final List<BenchMeasurements> results = new ArrayList<>();
    private final List<Double> cacheLines = new ArrayList<>();
    private final Runnable cleanUp = scratch::close;

    /**
     * Creates the temporary directory of the benchmark.
     *
     * @param omitted receives the reason for each mechanism that cannot be measured, unless the
     *     plan requires all mechanisms
     */
    BenchRun(BenchPlan plan, Class<?> main, Consumer<String> omitted) {
        this.plan = plan;
        this.main = main;
        this.omitted = omitted;
        Shutdown.addCleanUp(cleanUp);
        Shutdown.onClosedOutput();
    }

    /**
     * Measures all mechanisms with all sizes that they allow. Returns the results of the first size
     * of the plan for each mechanism, then the results of the second size, and so on.
     */
    List<BenchMeasurements> run() throws IOException {
        for (BenchMechanism mechanism : plan.mechanisms()) {
            start(mechanism);
        }
        for (int size : plan.sizes()) {
            for (BenchMechanism mechanism : plan.mechanisms()) {
                BenchProcessPair pair = pairs.get(mechanism);
                if (pair != null && size <= mechanism.maxBytes()) {
                    BenchMeasurements measured = new BenchMeasurements(mechanism, size);
                    measured.warmUp(pair, plan.nanos());
                    results.add(measured);
                }
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

    /** Starts the two processes of a mechanism. */
    private void start(BenchMechanism mechanism) throws IOException {
        Path own = Files.createDirectory(scratch.path().resolve(mechanism.typed()));
        try {
            pairs.put(mechanism, new BenchProcessPair(mechanism, own, main));
        } catch (IpcException e) {
            String problem = mechanism.title() + ": " + e.getMessage();
            if (plan.requiresAll()) {
                throw new IpcException(e.category(), problem, e);
            }
            omitted.accept(problem);
        }
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
