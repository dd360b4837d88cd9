package ipckit.common.naming;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
        assertFalse(HomeDirectory.at(directory).exists());
        assertTrue(Files.notExists(directory));
    }

    @Test
    void isCreatedForTheUserOnly() throws IOException {
        HomeDirectory home = HomeDirectory.standard(temporary);
        home.make();
        assertEquals(0700, permissions(home.path()));
        assertTrue(home.exists());
    }

    @ParameterizedTest
    @CsvSource({"0000", "0077", "0777"})
    void isCreatedRegardlessOfTheUmask(String umask) throws Exception {
        List<String> shell = List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
        assertEquals("done", Actor.run(shell, directory, "create", "jobs"));
        assertEquals(0700, permissions(directory));
        assertEquals(0750, permissions(directory.resolve("buf.jobs")));
        assertEquals(0640, permissions(directory.resolve("buf.jobs/first")));
    }

    @ParameterizedTest
    @CsvSource({"0700", "0755", "1777", "1770", "3770"})
    void keepsThePermissionsOfAnExistingHome(String octal) throws IOException {
        int mode = Integer.parseInt(octal, 8);
        make(directory, mode);
        HomeDirectory.at(directory).make();
        assertEquals(mode, permissions(directory));
        assertEquals(0, directory.toFile().list().length);
    }

    @ParameterizedTest
    @CsvSource({"0777", "0770", "0775", "0757"})
    void isRefusedIfOtherUsersMayRename(String octal) throws IOException {
        make(directory, Integer.parseInt(octal, 8));
        assertDenied(HomeDirectory.at(directory), "no sticky bit");
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
        assertDenied(HomeDirectory.at(directory), "symbolic link");
        Files.createSymbolicLink(
                temporary.resolve("ipckit-" + CurrentProcess.uid()),
                temporary.resolve("elsewhere"));
        assertDenied(HomeDirectory.standard(temporary), "symbolic link");
    }

    @Test
    void aLinkToNowhereIsNotFollowed() throws IOException {
        Files.createSymbolicLink(directory, temporary.resolve("nowhere"));
        assertDenied(HomeDirectory.at(directory), "symbolic link");
        assertTrue(Files.notExists(temporary.resolve("nowhere")));
    }

    @Test
    void aFileIsNoHome() throws IOException {
        Files.createFile(directory);
        assertDenied(HomeDirectory.at(directory), "is not a directory");
    }

    @Test
    void theDefaultHomeOfAnotherUserIsRefused() throws IOException {
        assumeRoot();
        Path standard = temporary.resolve("ipckit-0");
        make(standard, 0700);
        giveAway(standard);
        assertDenied(HomeDirectory.standard(temporary), "belongs to another user");
    }

    @ParameterizedTest
    @CsvSource({"0700", "0755", "1777"})
    void anotherUsersHomeHoldsOnlyObjectsOfThisUser(String octal) throws IOException {
        assumeRoot();
        make(directory, Integer.parseInt(octal, 8));
        giveAway(directory);
        assertOnlyForObjectsOf(STRANGER, directory);
    }

    @Test
    void aHomeBelowAnotherUsersDirectoryHoldsOnlyObjectsOfThisUser() throws IOException {
        assumeRoot();
        make(directory, 0755);
        make(directory.resolve("below"), 0700);
        giveAway(directory);
        assertOnlyForObjectsOf(STRANGER, directory.resolve("below"));
    }

    @Test
    void aSymbolicLinkAboveTheHomeDoesNotHideAnotherUsersDirectory() throws IOException {
        assumeRoot();
        make(directory, 0755);
        make(directory.resolve("below"), 0755);
        make(directory.resolve("below/home"), 0700);
        giveAway(directory);
        Path link = temporary.resolve("link");
        Files.createSymbolicLink(link, directory.resolve("below"));
        assertOnlyForObjectsOf(STRANGER, link.resolve("home"));
    }

    @Test
    void directoriesOfTwoOtherUsersAreRefused() throws IOException {
        assumeRoot();
        make(directory, 0755);
        make(directory.resolve("below"), 0700);
        giveAway(directory);
        Files.setAttribute(directory.resolve("below"), "unix:uid", STRANGER - 1);
        HomeDirectory home = HomeDirectory.at(directory.resolve("below"));
        for (int owner : new int[] {0, STRANGER, STRANGER - 1}) {
            assertFails(Category.DENIED, () -> home.requireTrusted(owner));
        }
    }

    @Test
    void isRefusedBelowADirectoryInWhichAllUsersMayRename() throws IOException {
        make(directory, 0777);
        make(directory.resolve("below"), 0700);
        HomeDirectory home = HomeDirectory.at(directory.resolve("below"));
        IpcException e = assertFails(Category.DENIED, home::make);
        assertTrue(e.getMessage().contains("is writable by all users"), e.getMessage());
        Files.setAttribute(directory, "unix:mode", 01777);
        home.make();
    }

    private static void assumeRoot() {
        assumeTrue(CurrentProcess.uid() == 0, "giving a directory away takes root");
    }

    private static void giveAway(Path directory) throws IOException {
        Files.setAttribute(directory, "unix:uid", STRANGER);
    }

    private static void assertOnlyForObjectsOf(int owner, Path directory) {
        HomeDirectory home = HomeDirectory.at(directory);
        assertTrue(home.exists());
        home.requireTrusted(owner);
        assertFails(Category.DENIED, () -> home.requireTrusted(owner - 1));
        IpcException e = assertFails(Category.DENIED, home::make);
        assertTrue(e.getMessage().contains("belongs to another user"), e.getMessage());
    }

    @Test
    void theParentMustExist() throws IOException {
        HomeDirectory below = HomeDirectory.at(directory.resolve("below"));
        assertFails(Category.CANNOT_CREATE, () -> below.make());
        Files.createFile(directory);
        assertFails(Category.CANNOT_CREATE, () -> below.make());
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
        for (Executable use : List.<Executable>of(home::exists, home::make)) {
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
