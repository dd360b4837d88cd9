package ipckit.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of the documentation that a reader may type. In Markdown a block marked {@code sh} is a
 * script, to be run in the repository's root; one marked {@code console} is a session, and so is
 * every literal display of a manual page. In a session commands begin with {@code $}, go on in
 * lines that begin with {@code >}, and the other lines are what they print.
 *
 * @param place file and line, for people
 * @param script what is typed
 * @param printed what a session shows; null for a script, which may print anything
 */
record Example(String place, String script, String printed) {
    /** The root of the sources. */
    static final Path REPOSITORY = Command.HOME.getParent().getParent();

    private static final String PROMPT = "$ ";
    private static final String CONTINUED = "> ";

    /** Every manual page. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(REPOSITORY.resolve("man"), "*.[1-9]")) {
            found.forEach(pages::add);
        }
        pages.sort(null);
        return pages;
    }

    /** Every example of the README and of the manual pages. */
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
            if (!lines.get(i).startsWith(begin)) {
                continue;
            }
            String head = lines.get(i);
            String place = file.getFileName() + ":" + (i + 1);
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

    /** The build is what runs this: what depends on it is kept, itself it is not run again. */
    private static String withoutBuild(List<String> lines) {
        StringBuilder script = new StringBuilder("cd \"$REPOSITORY\"\n");
        for (String line : lines) {
            int then = line.startsWith("mvn ") ? line.indexOf("&& ") : 0;
            if (then >= 0) {
                script.append(line.substring(then == 0 ? 0 : then + 3)).append('\n');
            }
        }
        return script.toString();
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

    /** What a reader of a manual page sees. */
    private static String unescaped(String line) {
        return line.replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\");
    }
}
