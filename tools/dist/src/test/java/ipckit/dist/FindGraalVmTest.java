package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Tests {@code .mvn/FindGraalVm.java}, with which a native build finds GraalVM. */
final class FindGraalVmTest {
    private static final String FAILED = "cannot build the native binary: ";

    @TempDir private Path directory;
    private Path user;

    @BeforeEach
    void createHome() throws IOException {
        user = Files.createDirectories(directory.resolve("user"));
    }

    @Test
    void takesTheVariableFirst() throws Exception {
        Path chosen = graalVm("chosen", "25.0.1");
        discover(graalVm("discovered", "25.0.1"));
        assertEquals(chosen.resolve("bin/native-image").toString(), find(chosen.toString()));
    }

    @Test
    void takesTheFirstDiscoveredGraalVmThatIsNewEnough() throws Exception {
        Path other = Files.createDirectories(directory.resolve("jdk"));
        Path found = graalVm("new", "26");
        discover(other, graalVm("old", "21.0.2"), found);
        assertEquals(found.resolve("bin/native-image").toString(), find(""));
    }

    @Test
    void failsWithOneLine() throws Exception {
        assertEquals(
                FAILED + "no GraalVM for JDK 25 or later is installed; set GRAALVM_HOME\n",
                find(""));
        Path old = graalVm("old", "21.0.2");
        assertEquals(FAILED + "GRAALVM_HOME is older than JDK 25: " + old + "\n", find(old + ""));
        assertEquals(
                FAILED + "GRAALVM_HOME has no bin/native-image: " + user + "\n", find(user + ""));
    }

    private Path graalVm(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.createFile(
                bin.resolve("native-image"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** Writes the file in which Maven lists the JDKs that it has discovered. */
    private void discover(Path... homes) throws IOException {
        StringBuilder list = new StringBuilder();
        for (Path home : homes) {
            list.append("<jdkHome>").append(home).append("</jdkHome>\n");
        }
        Path file = user.resolve(".m2/discovered-jdk-toolchains-cache.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, list);
    }

    /** Returns the path that {@code FindGraalVm.java} writes, or its error message if it fails. */
    private String find(String variable) throws Exception {
        Path result = directory.resolve("result");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + user,
                        "../../.mvn/FindGraalVm.java",
                        result.toString());
        builder.environment().put("GRAALVM_HOME", variable);
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Files.readString(result) : errors;
    }
}
