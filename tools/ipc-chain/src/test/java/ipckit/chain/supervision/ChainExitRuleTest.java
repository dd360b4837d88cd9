package ipckit.chain.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

final class ChainExitRuleTest {
    @ParameterizedTest
    @CsvSource({"RIGHTMOST,5", "FIRST,3", "LAST,0", "HIGHEST,9"})
    void selectsOneOfTheStatuses(ChainExitRule rule, int selected) {
        assertEquals(selected, rule.select(List.of(3, 0, 9, 5, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void selectsZeroWhenNoProcessFailed(ChainExitRule rule) {
        assertEquals(0, rule.select(List.of(0, 0)));
    }
}
