package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A line that a shell is given.
 *
 * @param command without a comment and without the {@code &} that sends it to the background
 * @param inBackground whether there was one
 */
record ShellLine(byte[] command, boolean inBackground) {
    /** What the shell does itself. */
    private static final Set<String> BUILT_IN = Set.of("jobs", "fg", "bg", "wait", "cd", "exit");

    /** With one of these in it, a line is more than one simple command. */
    private static final String CONTROL = ";|&<>";

    /** Behind one of these, {@code #} begins a comment. */
    private static final String BEFORE_COMMENT = " \t;|&()";

    /**
     * Takes a line apart.
     *
     * @return null if there is no command on it
     * @throws IpcException UNUSABLE if it cannot be a command
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

    /** Looks for quotes, which hide what stands between them. */
    private static final class Scan {
        /** Where the comment begins, or the line ends. */
        private final int end;

        /** Whether the last character before that is an {@code &} that stands alone. */
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

    /** As people read it. */
    String text() {
        return new String(command, StandardCharsets.UTF_8);
    }

    /** The words, where there are no quotes. */
    List<String> words() {
        return List.of(text().split("[ \t]+"));
    }

    /** Whether it is for the shell itself. */
    boolean isBuiltIn() {
        return !inBackground
                && BUILT_IN.contains(words().getFirst())
                && text().chars().allMatch(c -> CONTROL.indexOf(c) < 0);
    }
}
