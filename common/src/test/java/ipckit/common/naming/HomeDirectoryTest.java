package ipckit.common.naming;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

@Timeout(600)
class HomeDirectoryTest {
    private static final int STRANGER = 65534;

    @TempDir Path temporary;
    private Path directory;

    @BeforeEach
    void nameTheDirectory() {
        directory = temporary.resolve("home");
    }

    @Test
    void theDefaultIsNamedAfterTheUser() {
        assertEquals(
                temporary.resolve("ipckit-" + CurrentProcess.uid()),
                HomeDirectory.standard(temporary).path());
    }

    @Test
    void anAbsentHomeHasNoObjectsAndIsNotCreatedByReading() {
        assertNull(HomeDirectory.at(directory.toString()).find("buf"));
        assertTrue(Files.notExists(directory));
    }

    @Test
    void isCreatedForTheUserOnly() throws IOException {
        Path kind = HomeDirectory.standard(temporary).make("buf");
        assertEquals(0700, permissions(kind));
        assertEquals(0700, permissions(kind.getParent()));
        assertEquals(kind, HomeDirectory.standard(temporary).find("buf"));
    }

    @ParameterizedTest
    @CsvSource({"0000", "0077", "0777"})
    void isCreatedRegardlessOfTheUmask(String umask) throws Exception {
        List<String> shell = List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
        assertEquals("done", Actor.run(shell, directory, "create", "jobs"));
        assertEquals(0700, permissions(directory));
        assertEquals(0700, permissions(directory.resolve("buf")));
        assertEquals(0750, permissions(directory.resolve("buf/jobs")));
        assertEquals(0640, permissions(directory.resolve("buf/jobs/first")));
    }

    @ParameterizedTest
    @CsvSource({"0700", "0755", "1777", "1770", "3770"})
    void aSharedHomePassesItsPermissionsOn(String octal) throws IOException {
        int mode = Integer.parseInt(octal, 8);
        make(directory, mode);
        Path kind = HomeDirectory.at(directory.toString()).make("buf");
        assertEquals(mode, permissions(kind));
        try (var entries = Files.list(directory)) {
            assertEquals(List.of(kind), entries.toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"0777", "0770", "0775", "0757"})
    void isRefusedIfOtherUsersMayRename(String octal) throws IOException {
        make(directory, Integer.parseInt(octal, 8));
        assertDenied(HomeDirectory.at(directory.toString()), "no sticky bit");
    }

    @ParameterizedTest
    @CsvSource({"0770", "0777", "1777"})
    void theDefaultIsRefusedIfOtherUsersMayWrite(String octal) throws IOException {
        make(temporary.resolve("ipckit-" + CurrentProcess.uid()), Integer.parseInt(octal, 8));
        assertDenied(HomeDirectory.standard(temporary), "is writable by other users");
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws IOException {
        make(temporary.resolve("elsewhere"), 0700);
        Files.createSymbolicLink(directory, temporary.resolve("elsewhere"));
        assertDenied(HomeDirectory.at(directory.toString()), "symbolic link");
        Files.createSymbolicLink(
                temporary.resolve("ipckit-" + CurrentProcess.uid()),
                temporary.resolve("elsewhere"));
        assertDenied(HomeDirectory.standard(temporary), "symbolic link");
    }

    @Test
    void aLinkToNowhereIsNotFollowed() throws IOException {
        Files.createSymbolicLink(directory, temporary.resolve("nowhere"));
        assertDenied(HomeDirectory.at(directory.toString()), "symbolic link");
        assertTrue(Files.notExists(temporary.resolve("nowhere")));
    }

    @Test
    void theDirectoryOfAKindIsHeldToTheSameRules() throws IOException {
        make(directory, 0700);
        Files.createSymbolicLink(directory.resolve("buf"), temporary);
        assertDenied(HomeDirectory.at(directory.toString()), "symbolic link");
        Files.delete(directory.resolve("buf"));
        make(directory.resolve("buf"), 0777);
        assertDenied(HomeDirectory.at(directory.toString()), "no sticky bit");
        Files.delete(directory.resolve("buf"));
        Files.createFile(directory.resolve("buf"));
        assertDenied(HomeDirectory.at(directory.toString()), "is not a directory");
    }

    @Test
    void anotherUsersHomeIsRefusedUnlessItIsShared() throws IOException {
        assumeTrue(CurrentProcess.uid() == 0, "giving a directory away takes root");
        make(directory, 0700);
        Files.setAttribute(directory, "unix:uid", STRANGER);
        assertDenied(HomeDirectory.at(directory.toString()), "belongs to another user");
        Files.setAttribute(directory, "unix:mode", 01777);
        assertEquals(directory.resolve("buf"), HomeDirectory.at(directory.toString()).make("buf"));

        Path standard = temporary.resolve("ipckit-0");
        make(standard, 0700);
        Files.setAttribute(standard, "unix:uid", STRANGER);
        assertDenied(HomeDirectory.standard(temporary), "belongs to another user");
    }

    @Test
    void theParentMustExist() throws IOException {
        HomeDirectory below = HomeDirectory.at(directory + "/below");
        assertFails(Category.CANNOT_CREATE, () -> below.make("buf"));
        Files.createFile(directory);
        assertFails(Category.CANNOT_CREATE, () -> below.make("buf"));
    }

    @Test
    void concurrentCreatorsDoNotDisturbEachOther() throws Exception {
        Process[] makers = new Process[4];
        for (int i = 0; i < makers.length; i++) {
            makers[i] = Actor.start(List.of(), directory, "create", "jobs" + i);
        }
        for (Process maker : makers) {
            assertEquals("done", Actor.outputOf(maker));
        }
        assertEquals(makers.length, Actor.namespace(directory).list().size());
    }

    private static void assertDenied(HomeDirectory home, String message) {
        for (Executable use : List.<Executable>of(() -> home.find("buf"), () -> home.make("buf"))) {
            IpcException e = assertFails(Category.DENIED, use);
            assertTrue(e.getMessage().contains(message), e.getMessage());
        }
    }

    private static void make(Path directory, int mode) throws IOException {
        Files.createDirectory(directory);
        Files.setAttribute(directory, "unix:mode", mode);
    }

    private static int permissions(Path path) throws IOException {
        return PathStatus.of(path).permissions();
    }
}
