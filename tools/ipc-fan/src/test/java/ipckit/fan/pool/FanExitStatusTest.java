package ipckit.fan.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class FanExitStatusTest {
    private static int of(FanExitRule rule, int... statuses) {
        FanExitStatus combined = new FanExitStatus(rule);
        for (int status : statuses) {
            combined.add(status);
        }
        return combined.status();
    }

    @Test
    void appliesTheRule() {
        assertEquals(3, of(FanExitRule.FIRST, 0, 3, 9, 0));
        assertEquals(9, of(FanExitRule.HIGHEST, 0, 3, 9, 0));
        assertEquals(0, of(FanExitRule.ANY, 3, 0));
        assertEquals(3, of(FanExitRule.ANY, 3, 9));
    }

    @Test
    void isZeroWithoutFailures() {
        for (FanExitRule rule : FanExitRule.values()) {
            assertEquals(0, of(rule));
            assertEquals(0, of(rule, 0, 0));
        }
    }
}
