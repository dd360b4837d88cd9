package ipckit.chain.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class PipelineStageTest {
    @Test
    void splitsWordsAtSeparators() {
        assertEquals(
                List.of(
                        new PipelineStage(1, List.of("zcat", "a::b")),
                        new PipelineStage(2, List.of("::")),
                        new PipelineStage(3, List.of("sort", "::::"))),
                PipelineStage.split(List.of("zcat", "a::b", ":::", "::", ":::", "sort", "::::")));
    }

    @ParameterizedTest
    @ValueSource(strings = {":::", "::: a", "a :::", "a ::: ::: b"})
    void refusesAStageWithoutCommand(String line) {
        IpcException refused =
                assertThrows(
                        IpcException.class, () -> PipelineStage.split(List.of(line.split(" "))));
        assertEquals(Category.USAGE, refused.category());
    }

    @Test
    void hasItsProgramInItsTitle() {
        assertEquals("stage 2 (sed)", new PipelineStage(2, List.of("/usr/bin/sed", "p")).title());
    }
}
