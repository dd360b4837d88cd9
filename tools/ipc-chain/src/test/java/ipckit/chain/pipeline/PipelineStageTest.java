package ipckit.chain.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

final class PipelineStageTest {
    private static PipelineStage stage(int i, String... words) {
        return new PipelineStage(i, List.of(words), Set.of());
    }

    private static List<PipelineStage> split(String line, String... accepted) {
        return PipelineStage.split(
                List.of(line.split(" ")),
                Stream.of(accepted).map(AcceptedStatuses::parse).toList());
    }

    @Test
    void splitsWordsAtSeparators() {
        assertEquals(
                List.of(stage(1, "zcat", "a::b"), stage(2, "::"), stage(3, "sort", "::::")),
                split("zcat a::b ::: :: ::: sort ::::"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":::", "::: a", "a :::", "a ::: ::: b"})
    void refusesAStageWithoutCommand(String line) {
        IpcException refused = assertThrows(IpcException.class, () -> split(line));
        assertEquals(Category.USAGE, refused.category());
    }

    @Test
    void hasItsProgramInItsTitle() {
        assertEquals("stage 2 (sed)", stage(2, "/usr/bin/sed", "p").title());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grep=1         | ''    | '1'   | '1'",
                "2=1,143        | ''    | 1,143 | ''",
                "/bin/grep=2    | ''    | ''    | '2'",
                "a=b=7          | '7'   | ''    | ''",
            })
    void acceptsStatusesByNumberAndByName(
            String accepted, String first, String second, String third) {
        List<PipelineStage> stages = split("a=b x ::: grep y ::: /bin/grep z", accepted);
        assertEquals(List.of(numbers(first), numbers(second), numbers(third)), accepted(stages));
    }

    private static List<Set<Integer>> accepted(List<PipelineStage> stages) {
        return stages.stream().map(PipelineStage::accepted).toList();
    }

    private static Set<Integer> numbers(String text) {
        return Set.copyOf(
                Stream.of(text.split(","))
                        .filter(n -> !n.isEmpty())
                        .map(Integer::valueOf)
                        .toList());
    }

    @Test
    void addsUpTheAcceptedStatusesOfOneStage() {
        assertEquals(Set.of(1, 2, 3), split("grep x", "grep=1,2", "1=3").getFirst().accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sed=1", "2=1", "0=1", "=1", "grep", "grep=", "grep=0", "grep=256"})
    void refusesAnAcceptedStatusWithoutStageOrOutOfRange(String accepted) {
        IpcException refused = assertThrows(IpcException.class, () -> split("grep x", accepted));
        assertEquals(Category.USAGE, refused.category());
    }
}
