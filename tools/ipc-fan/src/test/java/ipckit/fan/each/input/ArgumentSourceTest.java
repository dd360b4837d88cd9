package ipckit.fan.each.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class ArgumentSourceTest {
    private static final IpcException FAILURE = new IpcException(Category.IO, "broken");

    /** Returns a source of values. The source fails at the value "!". */
    private static ValueSource values(String... values) {
        Iterator<String> all = List.of(values).iterator();
        return () -> {
            String next = all.hasNext() ? all.next() : null;
            if ("!".equals(next)) {
                throw FAILURE;
            }
            return next == null ? null : next.getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns the values of each job, with commas between the values of one job. */
    private static List<String> all(ArgumentSource source) {
        List<String> all = new ArrayList<>();
        for (JobArguments next = source.next(); next != null; next = source.next()) {
            all.add(
                    next.values().stream()
                            .map(ArgumentSourceTest::text)
                            .collect(Collectors.joining(",")));
        }
        assertNull(source.next());
        return all;
    }

    @Nested
    class Combinations {
        private static ArgumentSource of(ValueSource... sources) {
            return new ArgumentCombinations(List.of(sources), null);
        }

        @Test
        void eachValueOfOneSourceIsAJob() {
            assertEquals(List.of("a", "", "b"), all(of(values("a", "", "b"))));
            assertEquals(List.of(), all(of(values())));
        }

        @Test
        void theLastSourceChangesFirst() {
            assertEquals(
                    List.of("a,c", "a,d", "b,c", "b,d"),
                    all(of(values("a", "b"), values("c", "d"))));
            assertEquals(
                    List.of("a,b,c", "a,b,d", "a,b,e"),
                    all(of(values("a"), values("b"), values("c", "d", "e"))));
        }

        @Test
        void anEmptySourceLeavesNoCombination() {
            assertEquals(List.of(), all(of(values("a"), values())));
            assertEquals(List.of(), all(of(values(), values("a"))));
        }

        @Test
        void theTextHasBlanksBetweenTheValues() {
            assertEquals("a b", text(of(values("a"), values("b")).next().text()));
        }

        @Test
        void columnsOfAllSourcesAreValues() {
            ArgumentSource columns =
                    new ArgumentCombinations(
                            List.of(values("a-b", "c"), values("d-e")), ColumnSplitter.parse("-"));
            JobArguments first = columns.next();
            assertEquals("a-b d-e", text(first.text()));
            assertEquals(4, first.values().size());
            assertEquals(List.of("c,d,e"), all(columns));
        }

        @Test
        void valuesBeforeAFailureAreJobs() {
            ArgumentSource failing = of(values("a", "!"), values("b"));
            assertEquals("a b", text(failing.next().text()));
            assertSame(FAILURE, assertThrows(IpcException.class, failing::next));
        }
    }

    @Nested
    class Batches {
        private static ArgumentSource of(int most, String... values) {
            return new ArgumentBatches(values(values), most, '\n');
        }

        @Test
        void haveTheWantedNumberOfValues() {
            assertEquals(List.of("a,b", "c,d", "e"), all(of(2, "a", "b", "c", "d", "e")));
            assertEquals(List.of("a,b"), all(of(2, "a", "b")));
            assertEquals(List.of(), all(of(2)));
            assertEquals("a\nb", text(of(3, "a", "b").next().text()));
        }

        @Test
        void endBeforeTheyAreTooLongForACommandLine() {
            String half = "x".repeat(60 << 10);
            String[] values =
                    Stream.of("a", half, half, half + half + half, "b").toArray(String[]::new);
            ArgumentSource batches = of(100, values);
            List<Integer> sizes = new ArrayList<>();
            for (JobArguments next = batches.next(); next != null; next = batches.next()) {
                sizes.add(next.values().size());
            }
            assertEquals(List.of(2, 1, 1, 1), sizes);
        }

        @Test
        void valuesBeforeAFailureAreABatch() {
            ArgumentSource failing = of(3, "a", "b", "!", "c");
            assertEquals(2, failing.next().values().size());
            assertSame(FAILURE, assertThrows(IpcException.class, failing::next));
        }
    }
}
