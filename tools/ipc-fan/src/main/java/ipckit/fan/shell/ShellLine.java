package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A line of a shell's input.
 *
 * @param command the command without a comment and without a final {@code &}
 * @param inBackground whether the line had a final {@code &}; the shell does not wait for a command
 *     in the background
 */
record ShellLine(byte[] command, boolean inBackground) {
    /** The commands that the shell performs itself. */
    private static final Set<String> BUILT_IN = Set.of("jobs", "fg", "bg", "wait", "cd", "exit");

    /**
     * The characters of the operators of sh. A command that contains one of these characters is run
     * by sh, even if the first word of the command is in {@link #BUILT_IN}.
     */
    private static final String CONTROL = ";|&<>";

    /** The characters after which {@code #} begins a comment. */
    private static final String BEFORE_COMMENT = " \t;|&()";

    /**
     * Parses a line.
     *
     * @return null if the line has no command
     * @throws IpcException UNUSABLE if the line has a zero byte
     */
    static ShellLine parse(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\0') >= 0) {
            throw new IpcException(
                    Category.UNUSABLE, "a command has a zero byte, which no argument can have");
        }
        Scan scan = new Scan(text);
        text = text.substring(0, scan.end).strip();
        boolean inBackground = scan.ampersand;
        if (inBackground) {
            text = text.substring(0, text.length() - 1).strip();
        }
        return text.isEmpty()
                ? null
                : new ShellLine(text.getBytes(StandardCharsets.ISO_8859_1), inBackground);
    }

    /**
     * Finds the end of the command in a line. A quoted character neither ends the command nor
     * begins a comment.
     */
    private static final class Scan {
        /** The index of the {@code #} that begins the comment, or the length of the line. */
        private final int end;

        /**
         * Whether the command ends in an operator {@code &}, unlike the {@code &} in {@code &&} or
         * {@code >&}.
         */
        private boolean ampersand;

        Scan(String text) {
            char quote = 0;
            int at = 0;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (quote != 0) {
                    if (c == quote) {
                        quote = 0;
                    } else if (c == '\\' && quote == '"') {
                        at++;
                    }
                    continue;
                }
                if (c == '#' && (at == 0 || BEFORE_COMMENT.indexOf(text.charAt(at - 1)) >= 0)) {
                    break;
                }
                if (c == '\\') {
                    at++;
                    ampersand = false;
                } else if (c == '&') {
                    ampersand = at == 0 || "&|<>".indexOf(text.charAt(at - 1)) < 0;
                } else if (c > ' ') {
                    ampersand = false;
                    quote = c == '\'' || c == '"' ? c : 0;
                }
            }
            end = Math.min(at, text.length());
        }
    }

    /** Returns the command as text for messages. */
    String text() {
        return new String(command, StandardCharsets.UTF_8);
    }

    /**
     * Splits the command into words at spaces and tabs. A quotation mark is treated as an ordinary
     * character.
     */
    List<String> words() {
        return List.of(text().split("[ \t]+"));
    }

    /** Returns whether the shell performs the command itself. */
    boolean isBuiltIn() {
        return !inBackground
                && BUILT_IN.contains(words().getFirst())
                && text().chars().allMatch(c -> CONTROL.indexOf(c) < 0);
    }
}
