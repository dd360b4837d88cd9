package ipckit.common.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import uk.org.webcompere.systemstubs.environment.EnvironmentVariables;
import uk.org.webcompere.systemstubs.jupiter.SystemStub;
import uk.org.webcompere.systemstubs.jupiter.SystemStubsExtension;

import java.nio.file.Path;

/**
 * Tests that the environment variable {@code IPC_DIR} names the home, which is the directory of all
 * objects.
 */
@ExtendWith(SystemStubsExtension.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class HomeFromEnvironmentTest {
    @SystemStub private EnvironmentVariables environment;

    @Test
    void isTheDirectoryNamedByIpcDir(@TempDir Path directory) {
        environment.set("IPC_DIR", directory.toString());
        assertEquals(directory, HomeDirectory.fromEnvironment().path());
    }

    @Test
    void isTheUsersOwnDirectoryWithoutIpcDir() {
        environment.remove("IPC_DIR");
        assertEquals(usersOwn(), HomeDirectory.fromEnvironment().path());
    }

    @Test
    void isTheUsersOwnDirectoryWithAnEmptyIpcDir() {
        environment.set("IPC_DIR", "");
        assertEquals(usersOwn(), HomeDirectory.fromEnvironment().path());
    }

    private static Path usersOwn() {
        return Path.of("/dev/shm/ipckit-" + CurrentProcess.uid());
    }
}
