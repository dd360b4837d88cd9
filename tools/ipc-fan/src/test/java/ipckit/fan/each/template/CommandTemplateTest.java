package ipckit.fan.each.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class CommandTemplateTest {
    private static final PlaceholderSyntax PLAIN = PlaceholderSyntax.braces(0);
    private static final PlaceholderSyntax COLUMNS = PlaceholderSyntax.braces(Integer.MAX_VALUE);

    private static List<String> words(String record, boolean appended, String... words) {
        return words(new CommandTemplate(List.of(words), PLAIN, appended), record);
    }

    private static List<String> words(CommandTemplate template, String... values) {
        List<byte[]> bytes =
                List.of(values).stream()
                        .map(value -> value.getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
        return template.words(bytes, 12, 3).stream()
                .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static CommandTemplate template(PlaceholderSyntax syntax, String... words) {
        return new CommandTemplate(List.of(words), syntax, true);
    }

    @Test
    void appendsTheRecordWithoutPlaceholders() {
        assertEquals(List.of("cp", "-v", "a b"), words("a b", true, "cp", "-v"));
        assertEquals(List.of("cp", "-v"), words("a b", false, "cp", "-v"));
        assertEquals(List.of("cp", ""), words("", true, "cp"));
    }

    @Test
    void replacesPlaceholders() {
        assertEquals(List.of("cp", "a", "out/a.png"), words("a", true, "cp", "{}", "out/{}.png"));
        assertEquals(List.of("x", "12-3-a-12"), words("a", true, "x", "{#}-{%}-{}-{#}"));
        assertEquals(List.of("x", "12"), words("a", true, "x", "{#}"));
        assertEquals(List.of("a"), words("a", true, "{}"));
    }

    @Test
    void replacesPartsOfPaths() {
        assertEquals(
                List.of("mv", "d/a.b.c", "d/a.b.bak"),
                words("d/a.b.c", true, "mv", "{}", "{.}.bak"));
        assertEquals(
                List.of("x", "d/a.b d a.b.c a.b"),
                words("d/a.b.c", true, "x", "{.} {//} {/} {/.}"));
    }

    @Test
    void leavesOtherBracesAndVariables() {
        List<String> others =
                List.of(
                        "x",
                        "{",
                        "}",
                        "{ }",
                        "{a}",
                        "",
                        "$HOME",
                        "${x}",
                        "{print $1}",
                        "{1}",
                        "{1.}",
                        "{..}",
                        "{./}",
                        "{///}",
                        "{# }",
                        "{##}",
                        "a{1,2}");
        assertEquals(
                others, words("a", true, others.toArray(String[]::new)).subList(0, others.size()));
        assertEquals(List.of("x", "{a}"), words("a", true, "x", "{{}}"));
        assertEquals(List.of("x", "{a", "{{a"), words("a", true, "x", "{{}", "{{{}"));
    }

    @Test
    void replacesNoPlaceholderWithinTheRecord() {
        assertEquals(List.of("x", "{#}"), words("{#}", true, "x"));
        assertEquals(List.of("x", "\u00ff\n{}"), words("\u00ff\n{}", true, "x", "{}"));
    }

    @Test
    void refusesARecordWithAZeroByteInAWord() {
        IpcException refusal =
                assertThrows(IpcException.class, () -> words("a\0b", true, "x", "{}"));
        assertEquals(Category.UNUSABLE, refusal.category());
        assertEquals(List.of("x", "12"), words("a\0b", true, "x", "{#}"));
        assertEquals(List.of("x"), words("a\0b", false, "x"));
    }

    @Test
    void knowsWhetherTheProgramIsFixed() {
        assertTrue(template(PLAIN, "x", "{}").hasFixedProgram());
        assertTrue(template(PLAIN, "x{1}").hasFixedProgram());
        assertFalse(template(PLAIN, "bin/{}", "x").hasFixedProgram());
        assertFalse(template(PLAIN, "{/.}").hasFixedProgram());
    }

    @Nested
    class WithSeveralValues {
        @Test
        void aNumberSelectsAValue() {
            assertEquals(
                    List.of("x", "b-a", "", "12"),
                    words(template(COLUMNS, "x", "{2}-{1}", "{3}", "{#}"), "a", "b"));
            assertEquals(
                    List.of("x", "d/a d a.c a"),
                    words(template(COLUMNS, "x", "{2.} {2//} {2/} {2/.}"), "z", "d/a.c"));
        }

        @Test
        void onlyANumberWithoutALeadingZeroIsAPlaceholder() {
            List<String> others = List.of("{0}", "{01}", "{-1}", "{1234567890}", "{1#}", "{1 }");
            CommandTemplate template = template(COLUMNS, others.toArray(String[]::new));
            assertEquals(others, words(template, "a").subList(0, others.size()));
        }

        @Test
        void numbersAboveTheLargestAreLiteral() {
            PlaceholderSyntax two = PlaceholderSyntax.braces(2);
            assertEquals(
                    List.of("a", "b", "{3}"), words(template(two, "{1}", "{2}", "{3}"), "a", "b"));
        }

        @Test
        void aWordOfItsOwnBecomesSeveralWords() {
            assertEquals(
                    List.of("cp", "a.x", "b.y", "d"),
                    words(template(PLAIN, "cp", "{}", "d"), "a.x", "b.y"));
            assertEquals(List.of("a", "b"), words(template(PLAIN, "{.}"), "a.x", "b.y"));
            assertEquals(List.of("cp", "a", "b"), words(template(PLAIN, "cp"), "a", "b"));
        }

        @Test
        void blanksSeparateThemWithinAWord() {
            assertEquals(
                    List.of("sh", "-c", "cat a b >12"),
                    words(template(PLAIN, "sh", "-c", "cat {} >{#}"), "a", "b"));
        }
    }

    @Nested
    class WithAnotherPlaceholder {
        private final PlaceholderSyntax percent = PlaceholderSyntax.only("%");

        @Test
        void bracesAreLiteral() {
            assertEquals(
                    List.of("mv", "a.x", "a.x.bak", "{}", "{.}", "{#}"),
                    words(template(percent, "mv", "%", "%.bak", "{}", "{.}", "{#}"), "a.x"));
        }

        @Test
        void theRecordIsAppendedIfThePlaceholderIsAbsent() {
            assertEquals(List.of("echo", "{}", "a"), words(template(percent, "echo", "{}"), "a"));
        }

        @Test
        void itMayHaveSeveralBytes() {
            PlaceholderSyntax three = PlaceholderSyntax.only("aab");
            assertEquals(List.of("x", "a--aa"), words(template(three, "x", "aaabaabaa"), "-"));
            PlaceholderSyntax arrow = PlaceholderSyntax.only("\u2192");
            assertEquals(List.of("x", "<->"), words(template(arrow, "x", "<\u2192>"), "-"));
        }

        @Test
        void anEmptyOneIsRefused() {
            assertThrows(IpcException.class, () -> PlaceholderSyntax.only(""));
        }
    }
}
