package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.dist.training.ImageProgram;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tests that the launchers find their image from any path by which they are called, and need only a
 * POSIX shell.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LauncherIT {
    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("ipckit-launcher-");
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        Trees.delete(directory);
    }

    @ParameterizedTest
    @EnumSource
    void tellsItsVersion(ImageProgram program) {
        LaunchedCommand.Result result =
                LaunchedCommand.of(program.command(), "--version").run().expect(0);
        assertTrue(result.text().startsWith(program.command() + " "), result.text());
        assertEquals("", result.errors());
    }

    @ParameterizedTest
    @EnumSource
    void helpsOnStandardOutput(ImageProgram program) {
        LaunchedCommand.Result result =
                LaunchedCommand.of(program.command(), "--help").run().expect(0);
        assertTrue(result.text().contains(program.command()), result.text());
        assertEquals("", result.errors());
    }

    @ParameterizedTest
    @EnumSource
    void complainsOfUsageOnStandardError(ImageProgram program) {
        LaunchedCommand.Result result =
                LaunchedCommand.of(program.command(), "--no-such-option").run().expect(2);
        assertEquals("", result.text());
        assertFalse(result.errors().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void runsInTheTrainedImage(ImageProgram program) {
        LaunchedCommand.of(program.command(), "--version")
                .with("IPCKIT_JAVA_OPTS", "-XX:AOTMode=on")
                .run()
                .expect(0);
    }

    @Test
    void needsNoEnvironment() {
        started(LaunchedCommand.of("ipc-prodcons", "--version").withoutEnvironment());
    }

    @Test
    void isFoundInThePath() {
        String path = LaunchedCommand.HOME.resolve("bin") + ":/usr/bin:/bin";
        started(LaunchedCommand.at("/bin/sh", "-c", "ipc-prodcons --version").with("PATH", path));
    }

    @Test
    void isFoundInARelativePath() {
        started(
                LaunchedCommand.at("/bin/sh", "-c", "ipc-prodcons --version")
                        .with("PATH", "bin:/usr/bin:/bin")
                        .in(LaunchedCommand.HOME));
    }

    @Test
    void isAnArgumentOfAShell() {
        Path bin = LaunchedCommand.HOME.resolve("bin");
        started(LaunchedCommand.at("/bin/sh", "ipc-prodcons", "--version").in(bin));
        started(
                LaunchedCommand.at("/bin/sh", "bin/ipc-prodcons", "--version")
                        .in(LaunchedCommand.HOME));
    }

    @Test
    void followsChainsOfSymbolicLinks() throws IOException {
        Path far = Files.createDirectories(directory.resolve("far/away"));
        Files.createSymbolicLink(
                far.resolve("absolute"), LaunchedCommand.HOME.resolve("bin/ipc-prodcons"));
        Files.createSymbolicLink(far.resolve("beside"), Path.of("absolute"));
        Path relative =
                Files.createSymbolicLink(directory.resolve("relative"), Path.of("far/away/beside"));

        started(LaunchedCommand.at(relative.toString(), "--version"));
        started(LaunchedCommand.at("./relative", "--version").in(directory));
        started(LaunchedCommand.at("/bin/sh", "relative", "--version").in(directory));
        started(
                LaunchedCommand.at("/bin/sh", "-c", "relative --version")
                        .with("PATH", directory + ":/usr/bin:/bin"));
    }

    @Test
    void mayLieInAPathWithSpaces() throws IOException {
        Path spaced = Files.createDirectories(directory.resolve("a  path\twith $HOME 'quotes'"));
        Path image = Files.createSymbolicLink(spaced.resolve("ipckit image"), LaunchedCommand.HOME);
        Path link =
                Files.createSymbolicLink(
                        spaced.resolve("my buffer"), Path.of("ipckit image/bin/ipc-prodcons"));

        started(LaunchedCommand.at(image.resolve("bin/ipc-prodcons").toString(), "--version"));
        started(LaunchedCommand.at(link.toString(), "--version"));
    }

    @Test
    void becomesTheProgramItself() {
        String script = "echo $$; exec ipc-prodcons --version";
        LaunchedCommand.Result result =
                LaunchedCommand.at("/bin/sh", "-c", script)
                        .with("PATH", LaunchedCommand.HOME.resolve("bin") + ":/usr/bin:/bin")
                        .with("IPCKIT_JAVA_OPTS", "-Xlog:os+thread=info:stderr:pid")
                        .run()
                        .expect(0);
        String pid = result.text().lines().findFirst().orElseThrow();
        assertTrue(result.errors().contains("[" + pid + "]"), result.errors());
    }

    private static void started(LaunchedCommand command) {
        assertTrue(command.run().expect(0).text().startsWith("ipc-prodcons "));
    }
}
