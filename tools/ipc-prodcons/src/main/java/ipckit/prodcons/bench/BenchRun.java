package ipckit.prodcons.bench;

import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One run: starts all pairs, warms them up, and measures in rounds. */
final class BenchRun implements AutoCloseable {
    private final BenchPlan plan;
    private final Class<?> main;
    private final Path directory;
    private final Map<BenchMechanism, BenchProcessPair> pairs = new EnumMap<>(BenchMechanism.class);
    private final List<BenchMeasurements> cells = new ArrayList<>();
    private final List<Double> cacheLines = new ArrayList<>();
    private final Runnable cleanUp = this::deleteFiles;

    BenchRun(BenchPlan plan, Class<?> main) throws IOException {
        this.plan = plan;
        this.main = main;
        Path memory = Path.of("/dev/shm");
        directory =
                Files.isDirectory(memory)
                        ? Files.createTempDirectory(memory, "ipc-prodcons-bench-")
                        : Files.createTempDirectory("ipc-prodcons-bench-");
        Shutdown.before(cleanUp);
    }

    /** All cells, measured. */
    List<BenchMeasurements> run() throws IOException {
        for (BenchMechanism mechanism : plan.mechanisms()) {
            Path own = Files.createDirectory(directory.resolve(mechanism.typed()));
            pairs.put(mechanism, new BenchProcessPair(mechanism, own, main));
        }
        for (int size : plan.sizes()) {
            for (BenchMechanism mechanism : plan.mechanisms()) {
                BenchMeasurements cell = new BenchMeasurements(mechanism, size);
                cell.warmUp(pairs.get(mechanism));
                cells.add(cell);
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            cacheLines.add(CacheLineLatency.roundTripNanos());
            for (BenchMeasurements cell : cells) {
                cell.measure(pairs.get(cell.mechanism()), plan.nanos());
            }
        }
        cacheLines.sort(null);
        return cells;
    }

    /** The median of the rounds, in nanoseconds; NaN on one processor. */
    double cacheLine() {
        return cacheLines.get(cacheLines.size() / 2);
    }

    @Override
    public void close() {
        pairs.values().forEach(BenchProcessPair::close);
        deleteFiles();
        Shutdown.forget(cleanUp);
    }

    private void deleteFiles() {
        delete(directory);
    }

    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                    entries.forEach(BenchRun::delete);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // what cannot be deleted is not in the way of anything
        }
    }
}
