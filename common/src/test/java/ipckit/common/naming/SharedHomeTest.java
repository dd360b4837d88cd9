package ipckit.common.naming;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tests a home (the directory of all objects) that two users share. The tests need root. */
@Timeout(600)
class SharedHomeTest extends NamespaceFixture {
    private static final List<String> STRANGER =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

    @BeforeEach
    void makeTheHome() throws Exception {
        assumeTrue(
                CurrentProcess.uid() == 0 && Actor.isPossible("setpriv", "--version"), "not root");
        Files.createDirectory(home);
        Files.setAttribute(temporary, "unix:mode", 0755);
        Files.setAttribute(home, "unix:mode", 01777);
    }

    @Test
    void objectsOfOtherUsersAreNotRemoved() throws Exception {
        buffers.create(JOBS, 0666, Actor::fill);
        assertEquals("DENIED", Actor.run(STRANGER, home, "remove", "jobs"));
        assertFalse(Actor.isRemoved(buffers.open(JOBS)), "nor told to its users");
        assertEquals("EXISTS", Actor.run(STRANGER, home, "create", "jobs"));
        Actor.retire(buffers.open(JOBS));
        assertEquals("DENIED", Actor.run(STRANGER, home, "create", "jobs"));
    }

    @Test
    void eachUserHasObjects() throws Exception {
        assertEquals("done", Actor.run(STRANGER, home, "create", "jobs"));
        buffers.create(new ObjectName("ours"), 0600, Actor::fill);
        assertEquals(2, buffers.list().size());
        assertEquals("done", Actor.run(STRANGER, home, "remove", "jobs"));
    }

    @Test
    void cleanupLeavesOtherUsersEntriesAlone() throws Exception {
        HomeDirectory.at(home).make();
        String name = TemporaryName.unique(TemporaryName.OLD, "buf.jobs");
        Path old = Files.createDirectory(home.resolve(name));
        assertEquals("0", Actor.run(STRANGER, home, "sweep", "any"));
        assertEquals(old, buffers.sweep().getFirst().path());
    }

    @Test
    void anObjectInTheHomeOfItsOwnerIsOpened() throws Exception {
        buffers.create(JOBS, 0666, Actor::fill);
        Files.setAttribute(home, "unix:uid", 65534);
        assertFails(Category.DENIED, () -> buffers.open(JOBS));
        Files.setAttribute(home.resolve("buf.jobs"), "unix:uid", 65534);
        assertEquals(home.resolve("buf.jobs"), buffers.open(JOBS));
        assertFails(Category.DENIED, () -> create(new ObjectName("ours")));
        assertEquals(List.of(JOBS), buffers.list());
    }

    @Test
    void aPrivateHomeIsClosedToOtherUsers() throws IOException, InterruptedException {
        Files.setAttribute(home, "unix:mode", 0700);
        assertEquals("DENIED", Actor.run(STRANGER, home, "create", "jobs"));
        Files.setAttribute(home, "unix:mode", 0755);
        assertEquals("DENIED", Actor.run(STRANGER, home, "create", "jobs"));
    }
}
