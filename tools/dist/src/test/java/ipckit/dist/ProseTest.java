package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tests that prose has no phrase of {@code banned-phrases.txt}. Prose is the comments and the
 * string literals of Java sources, the comments of scripts and of Promela models, the manual pages,
 * and Markdown. A phrase may continue on the next line.
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

    /**
     * Matches the characters that precede the words of a line: the newline before the line, the
     * indentation, and the characters that mark a comment.
     */
    private static final Pattern LINE_LEAD =
            Pattern.compile("\\A[/*# \\t\"]+|\\n[ \\t]*(?:\\*(?!/)|//|#)?[ \\t]*");

    /**
     * A phrase that prose must not contain.
     *
     * @param instead the words that an author should write instead of the phrase
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
                    new Kind(".7", ALL),
                    new Kind("/.ci/run", SCRIPT));

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
        assertEquals(2, found.size(), found.toString());
        assertTrue(found.get(1).startsWith("A.java:3: "), found.toString());
    }

    @Test
    void findsASentenceWithoutASubject() {
        List<String> found = new ArrayList<>();
        check("A.java", "// Sends. Who waits is woken. Why? What is it?", JAVA, found);
        assertEquals(1, found.size(), found.toString());
    }

    private static void check(Path area) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(area)) {
            files.filter(Files::isRegularFile)
                    .filter(ProseTest::isOurs)
                    .forEach(file -> check(file, found));
        }
        assertTrue(found.isEmpty(), found.size() + " banned phrases\n" + String.join("\n", found));
    }

    private static boolean isOurs(Path file) {
        String path = REPOSITORY.relativize(file).toString();
        return !path.contains("target/") && !path.endsWith("ProseTest.java");
    }

    private static void check(Path file, List<String> found) {
        String path = REPOSITORY.relativize(file).toString();
        for (Kind kind : KINDS) {
            if (file.toString().endsWith(kind.ending)) {
                try {
                    check(path, Files.readString(file), kind.prose, found);
                    return;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void check(String name, String text, Pattern prose, List<String> found) {
        for (Matcher stretch = prose.matcher(text); stretch.find(); ) {
            String line = asOneLine(stretch.group());
            int begin = line.length() - line.stripLeading().length();
            for (Matcher end = SENTENCE_END.matcher(line); end.find(); begin = end.end()) {
                checkSentence(name, text, stretch.start(), line, begin, end.start(), found);
            }
            checkSentence(name, text, stretch.start(), line, begin, line.length(), found);
        }
    }

    /**
     * Returns a piece of prose, for example a comment, as one line. Blanks replace the newlines,
     * the indentation and the characters that mark a comment. Each character keeps its position.
     */
    private static String asOneLine(String stretch) {
        return LINE_LEAD.matcher(stretch).replaceAll(lead -> " ".repeat(lead.group().length()));
    }

    /**
     * Adds the banned phrases of a sentence to {@code found}.
     *
     * @param text the contents of the file
     * @param from the position in {@code text} at which {@code line} begins
     * @param line a piece of prose from {@code text}, for example a comment, as one line
     * @param begin the position in {@code line} at which the sentence begins
     * @param end the position in {@code line} at which the sentence ends
     */
    private static void checkSentence(
            String name,
            String text,
            int from,
            String line,
            int begin,
            int end,
            List<String> found) {
        for (Banned banned : BANNED) {
            Matcher phrase = banned.phrase.matcher(line).region(begin, end);
            if (phrase.find()) {
                String before = text.substring(0, from + phrase.start());
                long row = 1 + before.chars().filter(one -> one == '\n').count();
                String words = phrase.group().strip().replaceAll(" +", " ");
                found.add(name + ":" + row + ": \"" + words + "\" (" + banned.instead + ")");
            }
        }
    }

    private static List<Banned> banned() {
        try (var file = ProseTest.class.getResourceAsStream("banned-phrases.txt")) {
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
                Pattern.compile(
                        line.substring(0, arrow).replace(" ", " +"), Pattern.CASE_INSENSITIVE),
                line.substring(arrow + 4));
    }
}
