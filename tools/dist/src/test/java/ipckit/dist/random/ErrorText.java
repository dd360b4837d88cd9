package ipckit.dist.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that a command line has written to standard error.
 *
 * @param text the text, in which each character is a byte
 */
record ErrorText(String text) {
    /** Matches text that only the JVM or an unexpected exception can have written. */
    private static final Pattern OF_JVM =
            Pattern.compile(
                    "(?m)^(#|\tat |Exception in|Picked up|OpenJDK|Java HotSpot|Error occurred"
                            + "|Error: |WARNING: |Runtime\\.exit|\\[[0-9.]+s\\])"
                            + "|\\b(java|jdk|sun|ipckit)(\\.[a-z]+)+\\.[A-Z]"
                            + "|hs_err_pid|libjvm|internal error");

    /** Matches a message of a program. */
    private static final Pattern MESSAGE = Pattern.compile("ipc-(prodcons|shm|mq|chain|fan)[: ].*");

    /**
     * Matches the lines that bash itself prints, before the launcher can check anything. bash
     * prints them if the working directory is deleted, if the limit of open files is very low, or
     * if the system lacks the locale.
     */
    private static final Pattern OF_BASH =
            Pattern.compile(
                    "shell-init: .*|.*: cannot duplicate fd: .*|.*: Too many open files"
                            + "|.*: warning: setlocale: .*");

    /**
     * Returns the first fault of the text, or nothing if it has none. Text of the JVM is always a
     * fault. If {@code most} is 0 or greater, two other things are faults: more than {@code most}
     * lines, and a line that is not a message of a program. The lines that bash itself prints are
     * not counted.
     *
     * @param most the largest number of lines; a negative number if the command line may write any
     *     lines, for example because it runs a user's command
     */
    Optional<String> fault(int most) {
        Matcher found = OF_JVM.matcher(text);
        if (found.find()) {
            return Optional.of("text of the JVM: " + found.group());
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.removeIf(line -> OF_BASH.matcher(line).matches());
        if (most >= 0 && lines.size() > most) {
            return Optional.of(lines.size() + " lines");
        }
        for (String line : lines) {
            if (most >= 0 && !MESSAGE.matcher(line).matches()) {
                return Optional.of("not a message of a program: " + line);
            }
        }
        return Optional.empty();
    }
}
