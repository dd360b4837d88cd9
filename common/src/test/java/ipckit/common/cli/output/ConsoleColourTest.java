package ipckit.common.cli.output;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import uk.org.webcompere.systemstubs.environment.EnvironmentVariables;
import uk.org.webcompere.systemstubs.jupiter.SystemStub;
import uk.org.webcompere.systemstubs.jupiter.SystemStubsExtension;

import java.io.InputStream;
import java.io.OutputStream;

/** Tests that colours are written only to terminals. */
@ExtendWith(SystemStubsExtension.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class ConsoleColourTest {
    @SystemStub private EnvironmentVariables environment;

    @Test
    void allowsNoColourOnOtherStreams() {
        environment.set("TERM", "xterm");
        environment.remove("NO_COLOR");
        OutputStream out = OutputStream.nullOutputStream();
        Console console = Console.of(InputStream.nullInputStream(), out, out);
        assertFalse(console.colour(Console.Stream.OUT));
    }
}
