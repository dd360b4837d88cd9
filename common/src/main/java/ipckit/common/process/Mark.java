package ipckit.common.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A variable of the environment by which processes are found that belong together: proc(5) shows
 * with which environment each was started. Who takes the variable out is not found.
 */
final class Mark {
    static final String VARIABLE = "IPC_TREE";

    private static final Path PROC = Path.of("/proc");
    private static final String DIGIT = "[0-9]*";

    private final String value;
    private final long us = ProcessHandle.current().pid();

    private Mark(String value) {
        this.value = value;
    }

    /** One that nobody else bears. */
    static Mark unique() {
        return new Mark(ProcessId.ours() + "-" + Long.toHexString(System.nanoTime()));
    }

    String value() {
        return value;
    }

    /** Name and value. */
    String text() {
        return VARIABLE + "=" + value;
    }

    /** The processes that bear it, without ourselves and without those that have ended. */
    List<Member> bearers() {
        List<Member> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, DIGIT)) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                String environment = pid == us ? "" : environmentOf(process);
                if (environment.contains("\0" + text() + "\0")) {
                    found.add(new Member(pid, environment));
                }
            }
        } catch (IOException e) {
            // without /proc nobody is found
        }
        return found;
    }

    /** Each variable between two zero characters; nothing of one that has ended, or is not ours. */
    private static String environmentOf(Path process) {
        try {
            byte[] bytes = Files.readAllBytes(process.resolve("environ"));
            return "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
