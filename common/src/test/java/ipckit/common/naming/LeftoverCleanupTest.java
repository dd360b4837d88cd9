package ipckit.common.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ipckit.common.IpcException;
import ipckit.common.Leftover;
import ipckit.common.Leftover.Stage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class LeftoverCleanupTest extends NamespaceFixture {
    private static final ObjectName MY_JOBS = new ObjectName("my-jobs");

    @Test
    void cleanupDeletesObjectsOfKilledCreatorsOnly() throws Exception {
        Process creator = Actor.start(List.of(), home, "hang", MY_JOBS.text());
        try {
            assertEquals("hanging", creator.inputReader().readLine());
            assertEquals(List.of(), buffers.leftovers());
            assertEquals(List.of(), buffers.sweep());
            assertEquals(1, everything().size());
        } finally {
            creator.destroyForcibly().waitFor();
        }
        List<Leftover> found = buffers.leftovers();
        assertEquals(1, found.size());
        assertEquals(Stage.CREATION, found.getFirst().stage());
        assertEquals(MY_JOBS.text(), found.getFirst().name());
        assertEquals(List.of(), buffers.list());
        assertEquals(found, buffers.sweep());
        assertEquals(List.of(), everything());
    }

    @Test
    void cleanupDeletesUnfinishedObjectsOutsideTheHome() throws Exception {
        Path disk = Files.createDirectory(temporary.resolve("disk"));
        Files.createDirectory(disk.resolve(".new-other.jobs-1-a"));
        Process creator = Actor.start(List.of(), home, "hang-outside", MY_JOBS.text());
        try {
            assertEquals("hanging", creator.inputReader().readLine());
            assertEquals(List.of(), buffers.sweep());
            assertEquals(2, entries(disk).size());
        } finally {
            creator.destroyForcibly().waitFor();
        }
        List<Path> retired = new ArrayList<>();
        assertEquals(1, Actor.namespace(home, retired::add).sweep().size());
        assertEquals(List.of("object"), retired.stream().map(LeftoverCleanupTest::name).toList());
        assertEquals(List.of(), everything());
        assertEquals(List.of(".new-other.jobs-1-a"), entries(disk));
    }

    @Test
    void cleanupKeepsWhatAFinishedObjectHasOutsideTheHome() throws Exception {
        Path disk = Files.createDirectory(temporary.resolve("disk"));
        DurableDirectory outside = new DurableDirectory(disk, MY_JOBS, "buffer");
        Path object =
                buffers.create(
                        MY_JOBS,
                        0600,
                        directory -> {
                            outside.create(directory, 0600, (_, mode) -> mode, Actor::fill);
                            Actor.fill(directory);
                        });
        // These files remain when a process dies directly after it has given the object its name.
        Path draft = Files.createDirectory(home.resolve(".new-buf.my-jobs-1-a"));
        Files.createFile(draft.resolve("maker"));
        Files.createSymbolicLink(draft.resolve("outside"), disk);
        Namespace strict = Actor.namespace(home, _ -> fail("a finished object was retired"));
        assertEquals(1, strict.sweep().size());
        assertEquals(List.of(name(object)), everything());
        assertEquals(List.of("first", "second"), entries(outside.path()));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<String> entries(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(LeftoverCleanupTest::name).sorted().toList();
        }
    }

    @Test
    void objectsAreWholeWhereverCreationAndRemovalAreKilled() throws Exception {
        Random random = new Random();
        for (int round = 0; round < 12; round++) {
            Process victim = Actor.start(List.of(), home, "churn", MY_JOBS.text());
            try {
                assertEquals("churning", victim.inputReader().readLine());
                Thread.sleep(random.nextInt(60));
            } finally {
                victim.destroyForcibly().waitFor();
            }
            for (ObjectName name : buffers.list()) {
                Path object = buffers.open(name);
                assertFalse(Actor.isRemoved(object));
                assertTrue(Files.exists(object.resolve("second")));
            }
            buffers.sweep();
            assertEquals(buffers.list().stream().map(name -> "buf." + name).toList(), everything());
            assertEquals(List.of(), buffers.leftovers());
        }
    }

    @Test
    void ownUnfinishedObjectsAreNotInspected() throws Exception {
        HomeDirectory.at(home).make();
        try (UnfinishedObject draft = UnfinishedObject.begin(home, "buf." + MY_JOBS)) {
            assertEquals(List.of(), buffers.sweep());
            assertTrue(Files.exists(draft.object()));
            // This process holds a lock on the lock file of the unfinished object. If the call of
            // sweep() above had opened and closed the lock file, this process would have lost the
            // lock. A second process now tests this: its sweep deletes the object if the lock is
            // lost.
            Process sweeper = Actor.start(List.of(), home, "sweep", "any");
            assertEquals("0", Actor.outputOf(sweeper));
            assertTrue(Files.exists(draft.object()));
        }
        assertEquals(List.of(), everything());
    }

    @Test
    void cleanupFinishesKilledRemovals() throws IOException {
        Path made = create(MY_JOBS);
        Path old = made.resolveSibling(TemporaryName.unique(TemporaryName.OLD, "buf." + MY_JOBS));
        Files.move(made, old);
        assertEquals(
                List.of(new Leftover(Stage.REMOVAL, MY_JOBS.text(), old)), buffers.leftovers());
        List<Path> retired = new ArrayList<>();
        Actor.namespace(home, retired::add).sweep();
        assertEquals(List.of(old), retired);
        assertEquals(List.of(), everything());
    }

    @Test
    void cleanupGoesOnAfterAFailure() throws IOException {
        for (String name : List.of("first", "second", "third")) {
            Path made = create(new ObjectName(name));
            Files.move(made, made.resolveSibling(".old-buf." + name + "-1-a"));
        }
        IpcException damage = new IpcException(IpcException.Category.IO, "remains");
        List<Leftover> swept =
                Actor.namespace(
                                home,
                                path -> {
                                    if (path.toString().contains("second")) {
                                        throw damage;
                                    }
                                })
                        .sweep();
        assertEquals(3, swept.size());
        for (Leftover leftover : swept) {
            assertEquals(leftover.name().equals("second") ? damage : null, leftover.failure());
        }
    }

    @Test
    void usedObjectsRemainUntilTheLastUserHasEnded() throws IOException {
        boolean[] used = {true};
        Namespace shared = Actor.namespace(home, Actor::retire, _ -> used[0]);
        shared.create(MY_JOBS, 0600, Actor::fill);
        shared.remove(MY_JOBS);
        assertEquals(List.of(), shared.list());
        assertEquals(List.of(), shared.leftovers());
        assertEquals(List.of(), shared.sweep());
        assertEquals(MY_JOBS.text(), shared.remaining().getFirst().name());
        shared.create(MY_JOBS, 0600, Actor::fill);
        assertEquals(List.of(MY_JOBS), shared.list());
        used[0] = false;
        assertEquals(List.of(), shared.remaining());
        assertEquals(shared.leftovers(), shared.sweep());
        assertEquals(List.of("buf." + MY_JOBS), everything());
    }

    @Test
    void cleanupDeletesEmptyUnfinishedObjectsAndNoOtherEntries() throws IOException {
        HomeDirectory.at(home).make();
        Files.createDirectory(home.resolve(".new-buf.jobs-1-a"));
        Files.createDirectories(home.resolve(".new-buf.jobs-1-b/what"));
        Files.createFile(home.resolve(".new-buf.jobs-1-c"));
        Files.createSymbolicLink(home.resolve(".old-buf.jobs-1-d"), temporary);
        Files.createDirectory(home.resolve(".new-mq.jobs-1-e"));
        assertEquals(1, buffers.leftovers().size());
        assertEquals(1, buffers.sweep().size());
        assertEquals(
                List.of(
                        ".new-buf.jobs-1-b",
                        ".new-buf.jobs-1-c",
                        ".new-mq.jobs-1-e",
                        ".old-buf.jobs-1-d"),
                everything());
    }
}
