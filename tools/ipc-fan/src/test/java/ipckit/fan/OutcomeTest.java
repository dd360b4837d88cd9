package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class OutcomeTest {
    private static int of(ExitRule rule, int... statuses) {
        Outcome outcome = new Outcome(rule);
        for (int status : statuses) {
            outcome.ended(status);
        }
        return outcome.status();
    }

    @Test
    void eachRuleMakesItsOwnOfTheStatuses() {
        assertEquals(3, of(ExitRule.FIRST, 0, 3, 9, 0));
        assertEquals(9, of(ExitRule.HIGHEST, 0, 3, 9, 0));
        assertEquals(0, of(ExitRule.ANY, 3, 0));
        assertEquals(3, of(ExitRule.ANY, 3, 9));
    }

    @Test
    void nothingIsASuccess() {
        for (ExitRule rule : ExitRule.values()) {
            assertEquals(0, of(rule));
            assertEquals(0, of(rule, 0, 0));
        }
    }
}
