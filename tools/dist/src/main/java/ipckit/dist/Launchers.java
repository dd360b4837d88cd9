package ipckit.dist;

import ipckit.common.cli.runner.Program;
import ipckit.dist.training.ImageProgram;
import ipckit.multicall.KitProgram;
import ipckit.multicall.Main;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the scripts by which users start the programs. */
final class Launchers {
    private static final String KIT = "ipckit";

    /**
     * The program whose AOT cache and JVM options the launcher {@code ipckit} uses for its own help
     * and error messages. Its cache is the smallest.
     */
    private static final ImageProgram HOST = ImageProgram.CHAIN;

    private Launchers() {}

    /**
     * Writes a script for each program, and the script {@code ipckit}, into the directory {@code
     * bin}. Creates the directory.
     */
    static void write(Path bin) throws IOException {
        Files.createDirectories(bin);
        for (ImageProgram program : ImageProgram.values()) {
            write(bin.resolve(program.command()), program, program.mainClass(), "");
        }
        String names =
                Arrays.stream(KitProgram.values())
                        .map(KitProgram::shortName)
                        .collect(Collectors.joining(" | "));
        String selection = resource("selection.sh").replace("@NAMES@", names);
        write(bin.resolve(KIT), HOST, Main.class.getName(), selection);
    }

    /**
     * Writes a launcher, which is a shell script. In the launcher {@code ipckit}, the lines {@code
     * selection} check whether the user has selected a program by the first words of the command
     * line, or by the name of a link to the script. If so, these lines execute the launcher of the
     * selected program.
     *
     * @param host the program whose AOT cache and JVM options the script uses
     * @param selection the lines that choose a program; empty in the launcher of a single program
     */
    private static void write(Path launcher, ImageProgram host, String mainClass, String selection)
            throws IOException {
        Files.writeString(
                launcher,
                resource("launcher.sh")
                        .replace("@SELECTION@\n", selection)
                        .replace("@PROGRAM@", launcher.getFileName().toString())
                        .replace("@CACHE@", host.command())
                        .replace("@VERSION@", Program.version())
                        .replace("@OPTIONS@", host.jvmOptions())
                        .replace("@WITHOUT_LOOP@", verbs(host.verbsWithoutLoop()))
                        .replace("@ONE_MESSAGE@", verbs(host.oneMessageVerbs()))
                        .replace("@LOOP_OPTIONS@", options(host.loopOptions()))
                        .replace("@COMPLETE_CACHE@", verbs(host.groupsInCompleteCache()))
                        .replace("@MAIN@", mainClass));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Launchers.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Returns a pattern for a shell's {@code case}. The launcher compares it with the first two
     * words of the command line, joined by a blank, because a verb has one or two words. The
     * pattern matches if this text begins with one of the verbs. If there are no verbs, the pattern
     * matches only the empty text.
     */
    private static String verbs(List<String> verbs) {
        StringBuilder pattern = new StringBuilder("''");
        for (String verb : verbs) {
            pattern.append(" | '").append(verb);
            pattern.append(verb.contains(" ") ? "'" : " '*");
        }
        return pattern.toString();
    }

    /**
     * Returns a pattern for a shell's {@code case} that matches a word with one of the options. The
     * value of an option may follow in the same word, after an equals sign.
     */
    private static String options(List<String> names) {
        return names.stream()
                .map(name -> name + " | " + name + "=*")
                .collect(Collectors.joining(" | "));
    }
}
