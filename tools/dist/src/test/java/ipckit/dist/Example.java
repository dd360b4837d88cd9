package ipckit.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example of the documentation: a script or a session. A script is run, but its output is not
 * compared. A session is a list of commands with the output of each command. In a session, a
 * command begins with {@code $} and continues in lines that begin with {@code >}, and all other
 * lines are output. These parts of the documentation are examples:
 *
 * <ul>
 *   <li>In Markdown, a block marked {@code sh} is a script, which runs in the repository's root.
 *   <li>In Markdown, a block marked {@code console} is a session.
 *   <li>In Markdown, a table after the line {@code <!-- run -->} has a command line in the last
 *       cell of each row. All command lines of a table together are one script.
 *   <li>In a manual page, every literal display is a session.
 * </ul>
 *
 * @param place the file and line of the example, for messages
 * @param script the commands to run
 * @param printed the exact output of a session; null for a script or a table, because their output
 *     is not compared
 */
record Example(String place, String script, String printed) {
    /** The root of the repository. */
    static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private static final String TABLE = "<!-- run -->";
    private static final Pattern LAST_CELL = Pattern.compile("\\| `([^`]+)` \\|$");
    private static final String PROMPT = "$ ";
    private static final String CONTINUED = "> ";

    /** Returns every manual page, sorted. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(REPOSITORY.resolve("man"), "*.[1-9]")) {
            found.forEach(pages::add);
        }
        pages.sort(null);
        return pages;
    }

    /** Returns every example of the README and of the manual pages. */
    static List<Example> all() throws IOException {
        List<Example> all = new ArrayList<>();
        collect(REPOSITORY.resolve("README.md"), "```", "```", all);
        for (Path page : pages()) {
            collect(page, ".Bd -literal", ".Ed", all);
        }
        return all;
    }

    private static void collect(Path file, String begin, String end, List<Example> all)
            throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String head = lines.get(i);
            String place = file.getFileName() + ":" + (i + 1);
            if (head.equals(TABLE)) {
                all.add(table(place, lines, i + 1));
            }
            if (!head.startsWith(begin)) {
                continue;
            }
            List<String> block = new ArrayList<>();
            for (i++; !lines.get(i).equals(end); i++) {
                block.add(lines.get(i));
            }
            if (head.equals("```sh")) {
                all.add(new Example(place, withoutBuild(block), null));
            } else if (head.equals("```console")) {
                all.add(session(place, block));
            } else if (head.startsWith(".Bd")) {
                all.add(session(place, block.stream().map(Example::unescaped).toList()));
            }
        }
    }

    /**
     * Returns a script of the command lines in the last column of a table. The line with the index
     * {@code first} is the first line of the table.
     */
    private static Example table(String place, List<String> lines, int first) {
        StringBuilder script = new StringBuilder("cp \"$REPOSITORY/LICENSE\" .\n");
        for (int i = first; i < lines.size() && lines.get(i).startsWith("|"); i++) {
            Matcher cell = LAST_CELL.matcher(lines.get(i));
            if (cell.find()) {
                String command = cell.group(1).replace("\\|", "|");
                script.append("echo '# line ").append(i + 1).append("'\n");
                script.append(command).append('\n');
            }
        }
        script.append("wait\n");
        return new Example(place, script.toString(), null);
    }

    /**
     * Returns a script that consists of the given lines, without their calls of Maven, because the
     * script already runs in a Maven build. The paths in the script lead to the programs under
     * test.
     */
    private static String withoutBuild(List<String> lines) {
        StringBuilder script = new StringBuilder("cd \"$REPOSITORY\"\n");
        for (String line : lines) {
            int then = line.startsWith("mvn ") ? line.indexOf("&& ") : 0;
            if (then >= 0) {
                String command = line.substring(then == 0 ? 0 : then + 3);
                script.append(ofTestedPrograms(command)).append('\n');
            }
        }
        return script.toString();
    }

    /**
     * Replaces paths in {@code target/ipckit} with shell variables. The variable {@code BIN}
     * contains the directory of the programs under test. The variable {@code SHARE} contains the
     * directory of their manual pages, completions and examples.
     */
    private static String ofTestedPrograms(String command) {
        return command.replace("$PWD/target/ipckit/bin", "$BIN")
                .replace("$PWD/target/ipckit/share", "$SHARE")
                .replace("target/ipckit/share", "\"$SHARE\"");
    }

    private static Example session(String place, List<String> lines) {
        StringBuilder typed = new StringBuilder("cp \"$REPOSITORY/LICENSE\" .\n");
        StringBuilder printed = new StringBuilder();
        boolean typing = false;
        for (String line : lines) {
            typing = line.startsWith(PROMPT) || typing && line.startsWith(CONTINUED);
            if (typing) {
                typed.append(line.substring(PROMPT.length())).append('\n');
            } else {
                printed.append(line).append('\n');
            }
        }
        return new Example(place, typed.toString(), printed.toString());
    }

    /** Returns a line of a manual page in the form that a reader sees, without escapes. */
    private static String unescaped(String line) {
        return line.replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\");
    }
}
