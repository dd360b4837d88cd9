package ipckit.common.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.cli.runner.Runner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests a program whose standard streams are closed, lead to a pipe without a reader, or lead to a
 * full disk.
 */
@Timeout(600)
class RealStreamsTest {
    @TempDir Path directory;

    @Test
    void aClosedPipeEndsTheProgramSilently() throws Exception {
        assertEquals(141, sample("{ \"$@\"; echo $? >code; } | head -n 1", "flood"));
        assertEquals("line 0\n", out());
        assertEquals("", err());
    }

    @Test
    void aPipeClosedBeforeTheLastFlushEndsWith141() throws Exception {
        assertEquals(141, sample("{ sleep 0.2; \"$@\"; echo $? >code; } | true", "--version"));
        assertEquals("", err());
    }

    @Test
    void aFullDiskIsReported() throws Exception {
        assertEquals(74, sample("\"$@\" >/dev/full; echo $? >code", "--help"));
        assertTrue(err().startsWith("ipc-sample: cannot write to standard output: "), err());
        assertEquals(1, err().lines().count());
    }

    @Test
    void closedStreamsDoNoHarm() throws Exception {
        assertEquals(0, sample("\"$@\" 2>&-; echo $? >code", "put", "jobs"));
        assertTrue(out().startsWith("name=jobs\n"));
    }

    /**
     * Runs a shell command line in which {@code "$@"} starts the sample program. The command line
     * writes an exit status to the file {@code code}, and this method returns that status.
     */
    private int sample(String line, String... args) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of("sh", "-c", line, "sh", java.toString()));
        String rooms = homeOf(Sample.class) + ":" + homeOf(Runner.class);
        String classPath = rooms + ":" + homeOf(CommandLine.class);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.add(Sample.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectOutput(directory.resolve("out").toFile());
        builder.redirectError(directory.resolve("err").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        assertEquals(0, builder.start().waitFor());
        return Integer.parseInt(Files.readString(directory.resolve("code")).strip());
    }

    private static Path homeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private String out() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(directory.resolve("err"));
    }
}
