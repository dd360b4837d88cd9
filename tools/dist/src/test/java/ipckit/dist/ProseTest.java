package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tests that prose avoids the phrases of {@code banned-phrases.txt}. Prose is the comments and the
 * string literals of Java sources, the comments of scripts and models, the manual pages, and
 * Markdown. A phrase is also found when it continues on the next line.
 */
final class ProseTest {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z{`])");

    /** Matches Java comments and string literals; a text block counts as one literal. */
    private static final Pattern JAVA =
            Pattern.compile(
                    "/\\*[\\s\\S]*?\\*/|(?://[^\\n]*(?:\\n\\s*(?=//))?)+"
                            + "|\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\""
                            + "|'(?:\\\\.|[^'\\\\\\n])+'");

    private static final Pattern SCRIPT = Pattern.compile("(?m)(?:^\\s*#[^\\n]*\\n?)+");
    private static final Pattern MODEL =
            Pattern.compile("/\\*[\\s\\S]*?\\*/|(?m)(?://[^\\n]*(?:\\n\\s*(?=//))?)+");
    private static final Pattern ALL = Pattern.compile("[\\s\\S]+");
    private static final Pattern PARAGRAPH = Pattern.compile("(?:[^\\n]+\\n?)+");
    private static final Pattern LINE_LEAD = Pattern.compile("\\n[ \\t]*(?:\\*(?!/)|//|#)?[ \\t]*");

    /**
     * A phrase that prose must not contain.
     *
     * @param instead the words to write instead
     */
    private record Banned(Pattern phrase, String instead) {}

    /**
     * A kind of file.
     *
     * @param ending the end of the file's name
     * @param prose matches the parts of a file that are prose
     */
    private record Kind(String ending, Pattern prose) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(".java", JAVA),
                    new Kind(".sh", SCRIPT),
                    new Kind(".bash", SCRIPT),
                    new Kind(".pml", MODEL),
                    new Kind(".md", PARAGRAPH),
                    new Kind(".1", ALL),
                    new Kind(".7", ALL));

    private static final List<Banned> BANNED = banned();

    @TestFactory
    List<DynamicTest> proseAvoidsBannedPhrases() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String area :
                List.of(
                        "common",
                        "tools/ipc-prodcons",
                        "tools/ipc-shm",
                        "tools/ipc-mq",
                        "tools/ipc-chain",
                        "tools/ipc-fan",
                        "tools/dist",
                        "man",
                        "README.md",
                        ".github",
                        ".ci",
                        ".mvn")) {
            tests.add(dynamicTest(area, () -> check(REPOSITORY.resolve(area))));
        }
        return tests;
    }

    @Test
    void findsAPhraseThatContinuesOnTheNextLine() {
        List<String> found = new ArrayList<>();
        check(
                "A.java",
                "/**\n * Waits, lest it be\n * lost. Returns so\n * many bytes.\n */",
                JAVA,
                found);
        assertFalse(found.size() != 2 || !found.get(1).startsWith("A.java:3: "), found.toString());
    }

    @Test
    void findsASentenceWithoutASubject() {
        List<String> found = new ArrayList<>();
        check("A.java", "// Sends. Who waits is woken. Why? What is it?", JAVA, found);
        assertFalse(found.size() != 1, found.toString());
    }

    private static void check(Path area) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(area)) {
            files.filter(Files::isRegularFile)
                    .filter(ProseTest::isOurs)
                    .forEach(file -> check(file, found));
        }
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " banned phrases\n" + String.join("\n", found));
        }
    }

    private static boolean isOurs(Path file) {
        String path = REPOSITORY.relativize(file).toString();
        return !path.contains("target/") && !path.endsWith("ProseTest.java");
    }

    private static void check(Path file, List<String> found) {
        for (Kind kind : KINDS) {
            if (file.toString().endsWith(kind.ending) || path(file).equals(".ci/run")) {
                try {
                    Pattern prose = path(file).equals(".ci/run") ? SCRIPT : kind.prose;
                    check(path(file), Files.readString(file), prose, found);
                    return;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static String path(Path file) {
        return REPOSITORY.relativize(file).toString();
    }

    private static void check(String name, String text, Pattern prose, List<String> found) {
        for (Matcher stretch = prose.matcher(text); stretch.find(); ) {
            for (Sentence sentence : sentences(text, stretch.start(), stretch.end())) {
                for (Banned banned : BANNED) {
                    Matcher phrase = banned.phrase.matcher(sentence.words);
                    if (phrase.find()) {
                        found.add(
                                name
                                        + ":"
                                        + sentence.line(text, phrase.start())
                                        + ": \""
                                        + phrase.group().strip()
                                        + "\" ("
                                        + banned.instead
                                        + ")");
                    }
                }
            }
        }
    }

    /**
     * A sentence whose line breaks are replaced by blanks.
     *
     * @param words the text of the sentence
     * @param origins the position in the file of each character of {@code words}
     */
    private record Sentence(String words, int[] origins) {
        int line(String text, int position) {
            int line = 1;
            for (int i = 0; i < origins[position]; i++) {
                line += text.charAt(i) == '\n' ? 1 : 0;
            }
            return line;
        }
    }

    private static List<Sentence> sentences(String text, int from, int to) {
        StringBuilder words = new StringBuilder();
        int[] origins = new int[to - from + 1];
        Matcher lead = LINE_LEAD.matcher(text).region(from, to);
        int i = from;
        while (i < to && "/*# \t\"".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        while (i < to) {
            origins[words.length()] = i;
            if (text.charAt(i) == '\n' && lead.find(i) && lead.start() == i) {
                words.append(' ');
                i = lead.end();
            } else {
                words.append(text.charAt(i));
                i++;
            }
        }
        List<Sentence> sentences = new ArrayList<>();
        int begin = 0;
        Matcher end = SENTENCE_END.matcher(words);
        while (end.find()) {
            sentences.add(sentence(words, origins, begin, end.start()));
            begin = end.end();
        }
        sentences.add(sentence(words, origins, begin, words.length()));
        return sentences;
    }

    private static Sentence sentence(StringBuilder words, int[] origins, int from, int to) {
        int[] part = new int[to - from + 1];
        System.arraycopy(origins, from, part, 0, to - from);
        return new Sentence(words.substring(from, to), part);
    }

    private static List<Banned> banned() {
        try (var file =
                Objects.requireNonNull(ProseTest.class.getResourceAsStream("banned-phrases.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(ProseTest::banned)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Banned banned(String line) {
        int arrow = line.indexOf(" => ");
        return new Banned(
                Pattern.compile(line.substring(0, arrow), Pattern.CASE_INSENSITIVE),
                line.substring(arrow + 4));
    }
}
