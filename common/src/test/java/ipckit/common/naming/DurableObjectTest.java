package ipckit.common.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.common.DurableContent;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.object.ObjectKind;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingSpec;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tests objects whose files are in a directory on a disk; the objects are buffers. */
@Execution(ExecutionMode.CONCURRENT)
class DurableObjectTest extends NamespaceFixture {
    private static final DurableContent BUFFER = Ring.durable(RingSpec.standard(), _ -> true);

    private Namespace names;
    private Path disk;

    @BeforeEach
    void makeDisk() throws IOException {
        disk = Files.createDirectory(temporary.resolve("disk"));
        names =
                new Namespace(
                        HomeDirectory.at(home),
                        "buf.",
                        "buffer",
                        ObjectKind::permissionsOf,
                        new RingLifecycle());
    }

    private static final class RingLifecycle implements ObjectLifecycle {
        @Override
        public boolean isRemoved(Path directory) {
            return Ring.isRemoved(directory);
        }

        @Override
        public void prepareRemoval(Path directory) {
            Ring.claim(directory);
        }

        @Override
        public void retire(Path directory) {
            Ring.retire(directory);
        }
    }

    private Path create(int mode, DurableContent content) {
        return names.createOrRestore(JOBS, mode, disk, content);
    }

    private void remove() {
        names.remove(JOBS);
    }

    private void reboot() throws IOException {
        DirectoryTree.delete(home);
    }

    /**
     * Returns a {@link DurableContent} that behaves like {@code BUFFER}, except that the first call
     * of its method {@code name} also runs {@code other}, an action of another process. {@code
     * other} runs before the method if {@code before} is true, otherwise after the method.
     */
    private DurableContent racing(String name, boolean before, Runnable other) {
        AtomicBoolean called = new AtomicBoolean();
        InvocationHandler handler =
                (_, method, arguments) -> {
                    boolean here = method.getName().equals(name) && !called.getAndSet(true);
                    if (here && before) {
                        other.run();
                    }
                    try {
                        return method.invoke(BUFFER, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (here && !before) {
                            other.run();
                        }
                    }
                };
        return (DurableContent)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {DurableContent.class},
                        handler);
    }

    private void loses(String slowAt) {
        DurableContent slower = racing(slowAt, true, () -> create(0600, BUFFER));
        IpcException e = assertThrows(IpcException.class, () -> create(0600, slower));
        assertEquals(Category.EXISTS, e.category());
        assertFalse(Ring.isRemoved(names.open(JOBS)));
        Ring.open(names.open(JOBS));
        remove();
        assertFalse(Files.exists(disk.resolve("jobs")));
        assertEquals(0, names.leftovers().size());
    }

    @Test
    void slowerOfTwoCreationsLeavesTheFilesToTheFaster() {
        loses("create");
    }

    @Test
    void slowerOfTwoRestorationsLeavesTheFilesToTheFaster() throws IOException {
        create(0600, BUFFER);
        reboot();
        loses("restore");
    }

    /**
     * Two processes create the same object. Directly after the slower process has called {@code
     * settle} (for a new object) or {@code restore} (for an object that is already on the disk),
     * the faster process creates the object and removes it. The removal deletes the files. The
     * slower process must nevertheless get a complete object.
     */
    @ParameterizedTest
    @ValueSource(strings = {"settle", "restore"})
    void createdObjectHasItsFilesAlthoughARemovalHasDeletedThem(String atStep) throws IOException {
        if (atStep.equals("restore")) {
            create(0600, BUFFER);
            reboot();
        }
        DurableContent slower =
                racing(
                        atStep,
                        false,
                        () -> {
                            create(0600, BUFFER);
                            remove();
                        });
        Ring.open(create(0600, slower));
        assertEquals(0, names.leftovers().size());
    }

    @Test
    void newObjectReplacesAnObjectWhoseFilesAreGone() throws IOException {
        create(0600, BUFFER);
        DirectoryTree.delete(disk.resolve("jobs"));
        create(0600, BUFFER);
        Ring.open(names.open(JOBS));
    }

    @Test
    void restoredObjectKeepsItsPermissions() throws IOException {
        create(0640, BUFFER);
        reboot();
        assertEquals(0750, PathStatus.of(create(0600, BUFFER)).permissions());
    }

    @Test
    void ownerMustHaveThePermissionsToReadAndWrite() {
        IpcException e = assertThrows(IpcException.class, () -> create(0477, BUFFER));
        assertEquals(Category.USAGE, e.category());
    }

    @Test
    void directoryWithOtherContentCannotBecomeAnObject() throws IOException {
        Files.createDirectories(disk.resolve("jobs/letters"));
        IpcException e = assertThrows(IpcException.class, () -> create(0600, BUFFER));
        assertEquals(Category.CANNOT_CREATE, e.category());
        assertTrue(Files.exists(disk.resolve("jobs/letters")));
    }

    /**
     * Damages a buffer, and checks that its removal deletes its directory on the disk. The file
     * {@code ring} of the buffer is overwritten with {@code left} zero bytes, or is deleted if
     * {@code left} is negative.
     */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 1 << 14})
    void removalDeletesTheFilesOfADamagedObject(int left) throws IOException {
        create(0600, BUFFER);
        Path ring = disk.resolve("jobs/ring");
        Files.write(ring, new byte[Math.max(left, 0)]);
        if (left < 0) {
            Files.delete(ring);
        }
        remove();
        assertFalse(Files.exists(disk.resolve("jobs")));
    }

    @Test
    void removalKeepsDamagedFilesThatAnotherObjectDirectoryUses() throws IOException {
        Path object = create(0600, BUFFER);
        Path old = home.resolve(TemporaryName.unique(TemporaryName.OLD, "buf.jobs"));
        Files.move(object, old);
        create(0600, BUFFER);
        Files.write(disk.resolve("jobs/ring"), new byte[5]);
        assertEquals(1, names.sweep().size());
        assertTrue(Files.exists(disk.resolve("jobs/ring")));
        remove();
        assertFalse(Files.exists(disk.resolve("jobs")));
    }

    /** Only root may give a file to another user, so other users skip this test. */
    @Test
    void removalKeepsDamagedFilesOfAnotherUser() throws IOException {
        assumeTrue(CurrentProcess.uid() == 0);
        create(0600, BUFFER);
        Files.write(disk.resolve("jobs/ring"), new byte[5]);
        Files.setAttribute(disk.resolve("jobs"), "unix:uid", 60001);
        IpcException e = assertThrows(IpcException.class, this::remove);
        assertEquals(Category.DENIED, e.category());
        assertTrue(Files.exists(disk.resolve("jobs/ring")));
        assertTrue(names.list().isEmpty());
    }

    /** Only root may give a file to another user, so other users skip this test. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void linkOfAnotherUserDoesNotLeadToFilesOfThisUser(boolean indirect) throws IOException {
        assumeTrue(CurrentProcess.uid() == 0);
        Path hostile = create(0600, BUFFER);
        Path link = hostile.resolve("disk");
        List<Path> others = new ArrayList<>(List.of(hostile, link));
        if (indirect) {
            Path second =
                    Files.createSymbolicLink(temporary.resolve("second"), disk.resolve("jobs"));
            others.add(second);
            Files.delete(link);
            Files.createSymbolicLink(link, second);
        }
        for (Path path : others) {
            Files.setAttribute(path, "unix:uid", 60001, LinkOption.NOFOLLOW_LINKS);
        }
        IpcException e = assertThrows(IpcException.class, () -> Ring.open(names.open(JOBS)));
        assertEquals(Category.DENIED, e.category());
        e = assertThrows(IpcException.class, this::remove);
        assertEquals(Category.DENIED, e.category());
        assertTrue(names.list().isEmpty());
        Ring.open(disk.resolve("jobs"));
    }
}
