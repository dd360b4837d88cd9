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
final class Bench implements AutoCloseable {
    private final Plan plan;
    private final Path directory;
    private final Map<Mechanism, Pair> pairs = new EnumMap<>(Mechanism.class);
    private final List<Cell> cells = new ArrayList<>();
    private final List<Double> cacheLines = new ArrayList<>();
    private final Runnable cleanUp = this::deleteFiles;

    Bench(Plan plan) throws IOException {
        this.plan = plan;
        Path memory = Path.of("/dev/shm");
        directory =
                Files.isDirectory(memory)
                        ? Files.createTempDirectory(memory, "ipc-prodcons-bench-")
                        : Files.createTempDirectory("ipc-prodcons-bench-");
        Shutdown.before(cleanUp);
    }

    /** All cells, measured. */
    List<Cell> run() throws IOException {
        for (Mechanism mechanism : plan.mechanisms()) {
            Path own = Files.createDirectory(directory.resolve(mechanism.typed()));
            pairs.put(mechanism, new Pair(mechanism, own));
        }
        for (int size : plan.sizes()) {
            for (Mechanism mechanism : plan.mechanisms()) {
                Cell cell = new Cell(mechanism, size);
                cell.warmUp(pairs.get(mechanism));
                cells.add(cell);
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            cacheLines.add(CacheLine.roundTripNanos());
            for (Cell cell : cells) {
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
        pairs.values().forEach(Pair::close);
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
                    entries.forEach(Bench::delete);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // what cannot be deleted is not in the way of anything
        }
    }
}
