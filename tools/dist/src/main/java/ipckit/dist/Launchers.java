package ipckit.dist;

import ipckit.dist.training.ImageProgram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the scripts by which users start the programs. */
final class Launchers {
    private Launchers() {}

    /** Writes a script for each program into the directory {@code bin}. Creates the directory. */
    static void write(Path bin) throws IOException {
        Files.createDirectories(bin);
        String template;
        try (InputStream in = Launchers.class.getResourceAsStream("launcher.sh")) {
            template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (ImageProgram program : ImageProgram.values()) {
            Path launcher = bin.resolve(program.command());
            Files.writeString(
                    launcher,
                    template.replace("@PROGRAM@", program.command())
                            .replace("@OPTIONS@", program.jvmOptions())
                            .replace("@MAIN@", program.mainClass()));
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
