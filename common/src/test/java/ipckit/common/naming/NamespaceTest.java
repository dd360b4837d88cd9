package ipckit.common.naming;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class NamespaceTest extends NamespaceFixture {
    @Test
    void objectsAreFoundUntilTheyAreRemoved() throws IOException {
        Path made = create(JOBS);
        assertEquals(home.resolve("buf.jobs"), made);
        assertEquals(made, buffers.open(JOBS));
        assertEquals(List.of(JOBS), buffers.list());
        assertEquals(List.of("buf.jobs"), everything(), "and nothing else remains");

        List<Path> retired = new ArrayList<>();
        Actor.namespace(home, retired::add).remove(JOBS);
        assertEquals(1, retired.size());
        assertFails(Category.ABSENT, () -> buffers.open(JOBS));
        assertEquals(List.of(), buffers.list());
        assertEquals(List.of(), everything());
    }

    @Test
    void listsSortedNamesAndSkipsOtherEntries() throws IOException {
        for (String name : List.of("b", "a", "C", "10", "9")) {
            create(new ObjectName(name));
        }
        Files.createDirectory(home.resolve("buf..hidden"));
        Files.createDirectory(home.resolve("buf.not legal"));
        assertEquals("[10, 9, C, a, b]", buffers.list().toString());
        assertEquals(List.of(), buffers.leftovers());
    }

    @Test
    void anAbsentHomeHasNothing() {
        assertEquals(List.of(), buffers.list());
        assertEquals(List.of(), buffers.leftovers());
        assertEquals(List.of(), buffers.sweep());
        assertFails(Category.ABSENT, "no such buffer: jobs", () -> buffers.open(JOBS));
        assertFails(Category.ABSENT, () -> buffers.remove(JOBS));
    }

    @Test
    void anObjectIsNotReplaced() throws IOException {
        String text = Files.readString(create(JOBS).resolve("first"));
        assertFails(Category.EXISTS, "buffer jobs exists already", () -> create(JOBS));
        assertEquals(text, Files.readString(home.resolve("buf.jobs/first")));
        assertEquals(List.of("buf.jobs"), everything());
    }

    @Test
    void anObjectThatAppearsMeanwhileIsNotReplaced() throws IOException {
        assertFails(Category.EXISTS, () -> buffers.create(JOBS, 0600, directory -> create(JOBS)));
        assertFalse(Actor.isRemoved(home.resolve("buf.jobs")));
        assertEquals(List.of("buf.jobs"), everything());
    }

    @Test
    void anEmptyDirectoryIsNoObject() throws IOException {
        create(new ObjectName("other"));
        Files.createDirectory(home.resolve("buf.jobs"));
        create(JOBS);
        assertFalse(Actor.isRemoved(buffers.open(JOBS)));
    }

    @Test
    void creationFinishesARemoval() throws IOException {
        Path old = create(JOBS);
        Files.createDirectories(old.resolve("segments/more"));
        Files.createSymbolicLink(old.resolve("segments/link"), temporary);
        String text = Files.readString(old.resolve("first"));
        Actor.retire(old);
        create(JOBS);
        assertFalse(Actor.isRemoved(buffers.open(JOBS)));
        assertFalse(Files.exists(old.resolve("segments")));
        assertFalse(text.equals(Files.readString(old.resolve("first"))));
        assertEquals(List.of("buf.jobs"), everything());
    }

    @Test
    void exceptionsOfTheFillerArePassedOnAndNothingRemains() throws IOException {
        IpcException own = new IpcException(Category.NO_SPACE, "no room for 1G");
        assertSame(own, assertThrows(IpcException.class, () -> fail(own)));
        RuntimeException bug = new IllegalStateException();
        assertSame(bug, assertThrows(IllegalStateException.class, () -> fail(bug)));
        IOException failure = new IOException("Input/output error");
        assertFails(
                Category.IO,
                "cannot create buffer jobs: Input/output error",
                () -> fail(new UncheckedIOException(failure)));
        assertEquals(List.of(), everything());
    }

    @Test
    void permissionsReachEverythingExceptTargetsOfLinks() throws IOException {
        Path outside = Files.createFile(temporary.resolve("outside"));
        int before = PathStatus.of(outside).permissions();
        Namespace.Filler filler =
                directory -> {
                    Files.createDirectory(directory.resolve("segments"));
                    Files.createFile(directory.resolve("segments/0"));
                    Files.createSymbolicLink(directory.resolve("area"), outside);
                    Actor.fill(directory);
                };
        Path made = buffers.create(JOBS, 0464, filler);
        assertEquals(0775, PathStatus.of(made).permissions());
        assertEquals(0775, PathStatus.of(made.resolve("segments")).permissions());
        assertEquals(0464, PathStatus.of(made.resolve("segments/0")).permissions());
        assertEquals(0464, PathStatus.of(made.resolve("first")).permissions());
        assertEquals(before, PathStatus.of(outside).permissions());
        buffers.remove(JOBS);
        assertTrue(Files.exists(outside));
    }

    @Test
    void onlyPermissionBitsArePermissions() {
        for (int mode : List.of(-1, 01000, 04755)) {
            assertFails(Category.USAGE, () -> buffers.create(JOBS, mode, Actor::fill));
        }
    }

    @Test
    void filesAreNotObjects() throws IOException {
        create(new ObjectName("other"));
        Files.createSymbolicLink(home.resolve("buf.jobs"), home.resolve("buf.other"));
        assertAllRefuse(Category.DENIED);
        Files.delete(home.resolve("buf.jobs"));
        Files.createFile(home.resolve("buf.jobs"));
        assertAllRefuse(Category.CORRUPT);
    }

    @Test
    void removalSucceedsIfParticipantsCannotBeNotified() throws IOException {
        create(JOBS);
        IpcException damaged = new IpcException(Category.CORRUPT, "damaged");
        Namespace buffers =
                Actor.namespace(
                        home,
                        directory -> {
                            throw damaged;
                        });
        assertSame(damaged, assertThrows(IpcException.class, () -> buffers.remove(JOBS)));
        assertEquals(List.of(), everything());
    }

    private void assertAllRefuse(Category category) throws IOException {
        assertFails(category, () -> create(JOBS));
        assertFails(category, () -> buffers.open(JOBS));
        assertFails(category, () -> buffers.remove(JOBS));
        assertEquals(List.of("buf.jobs", "buf.other"), everything());
    }

    private void fail(RuntimeException e) {
        Namespace.Filler filler =
                directory -> {
                    Actor.fill(directory);
                    throw e;
                };
        buffers.create(JOBS, 0600, filler);
    }
}
