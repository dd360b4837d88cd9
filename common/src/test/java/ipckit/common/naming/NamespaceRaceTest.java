package ipckit.common.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class NamespaceRaceTest extends NamespaceFixture {
    @Test
    void eachCreatedObjectIsRemovedOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(Actor.start(List.of(), home, "count-creations", "jobs", "300"));
        }
        int created = 0;
        int removed = 0;
        for (Process process : processes) {
            String[] counts = Actor.outputOf(process).split(" ");
            created += Integer.parseInt(counts[0]);
            removed += Integer.parseInt(counts[1]);
            assertEquals(0, process.exitValue());
        }
        assertTrue(created > 0);
        assertEquals(created, removed);
        assertEquals(List.of(), everything());
    }

    @Test
    void oneOfManyCreatorsWinsAlsoAfterAnUnfinishedRemoval() throws Exception {
        for (int round = 0; round < 100; round++) {
            assertEquals(1, creationsBy(4));
            assertFalse(Actor.isRemoved(buffers.open(JOBS)));
            Actor.retire(buffers.open(JOBS));
        }
    }

    @Test
    void observersSeeAWholeObjectOrNone() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> churn = threads.submit(() -> churn(stop));
            Future<?> sweeper = threads.submit(() -> sweep(stop));
            try {
                int seen = 0;
                while (seen < 200 && !churn.isDone() && !sweeper.isDone()) {
                    seen += looksWhole() ? 1 : 0;
                }
            } finally {
                stop.set(true);
            }
            churn.get();
            sweeper.get();
        }
        assertEquals(List.of(), everything());
    }

    /**
     * Lists the files of the object. Returns false if another thread has removed the object during
     * the listing. Otherwise checks that no file is missing, and returns true.
     *
     * <p>After the listing, the method looks up the object's path again. If the path now leads to
     * no directory or to a new directory, the object was removed. To recognise a new directory, the
     * method compares the file keys (device and inode) of the listed directory and of the directory
     * at the path. A new directory cannot have the key of the listed directory, because the listed
     * directory is still open.
     */
    private boolean looksWhole() throws IOException {
        Path place = home.resolve("buf.jobs");
        List<String> names = new ArrayList<>();
        try (SecureDirectoryStream<Path> held = DirectoryTree.openChild(place)) {
            held.forEach(entry -> names.add(entry.getFileName().toString()));
            Object identity =
                    held.getFileAttributeView(BasicFileAttributeView.class)
                            .readAttributes()
                            .fileKey();
            Object named = Files.readAttributes(place, BasicFileAttributes.class).fileKey();
            if (!identity.equals(named)) {
                return false;
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        Collections.sort(names);
        assertEquals(List.of("first", "second"), names);
        return true;
    }

    private void churn(AtomicBoolean stop) {
        while (!stop.get()) {
            create(JOBS);
            buffers.remove(JOBS);
        }
    }

    private void sweep(AtomicBoolean stop) {
        while (!stop.get()) {
            buffers.sweep();
        }
    }

    private int creationsBy(int creators) throws Exception {
        int created = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(creators)) {
            List<Callable<Integer>> calls = Collections.nCopies(creators, this::creations);
            for (Future<Integer> creations : threads.invokeAll(calls)) {
                created += creations.get();
            }
        }
        return created;
    }

    /**
     * Tries once to create the object. Returns 1 if the creation succeeds, and 0 if the object
     * already existed.
     */
    private int creations() {
        try {
            create(JOBS);
            return 1;
        } catch (IpcException e) {
            Actor.expect(e, Category.EXISTS);
            return 0;
        }
    }
}
