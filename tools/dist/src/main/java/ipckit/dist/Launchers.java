package ipckit.dist;

import ipckit.common.cli.runner.Program;
import ipckit.dist.training.ImageProgram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

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
                            .replace("@VERSION@", Program.version())
                            .replace("@OPTIONS@", program.jvmOptions())
                            .replace("@SHORT@", pattern(program.shortVerbs()))
                            .replace(
                                    "@SHORT_WITHOUT_OPTIONS@",
                                    pattern(program.shortVerbsWithoutOptions()))
                            .replace("@MAIN@", program.mainClass()));
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /**
     * Returns the pattern of a shell's {@code case} that matches the first two words of a command
     * line, separated by a blank, if the command line begins with one of the verbs. Returns a
     * pattern that matches only nothing if there are no verbs.
     */
    private static String pattern(List<String> verbs) {
        StringBuilder pattern = new StringBuilder("''");
        for (String verb : verbs) {
            pattern.append(" | '").append(verb);
            pattern.append(verb.contains(" ") ? "'" : " '*");
        }
        return pattern.toString();
    }
}
