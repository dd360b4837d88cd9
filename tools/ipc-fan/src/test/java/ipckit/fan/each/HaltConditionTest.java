package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HaltConditionTest {
    @ParameterizedTest
    @ValueSource(strings = {"never", "soon,fail=1", "now,fail=20%", "now,fail=999999999"})
    void readsWhatItShows(String text) {
        assertEquals(text, HaltCondition.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "now",
                "fail=1",
                "soon,fail=",
                "soon,fail=0",
                "soon,fail=0%",
                "soon,fail=-1",
                "soon,fail=101%",
                "soon,fail=1%%",
                "later,fail=1",
                "soon,fail=x",
                "soon, fail=1",
                "soon,success=1",
                "soon,fail=1000000000"
            })
    void refusesEverythingElse(String text) {
        assertThrows(IpcException.class, () -> HaltCondition.parse(text));
    }

    @Test
    void counts() {
        HaltCondition two = HaltCondition.parse("soon,fail=2");
        assertFalse(two.now());
        assertFalse(two.isReached(1, 1));
        assertTrue(two.isReached(2, 100));
        assertFalse(HaltCondition.NEVER.isReached(100, 100));
    }

    @Test
    void takesAShareOfThoseThatHaveEndedButNotOfTooFew() {
        HaltCondition fifth = HaltCondition.parse("now,fail=20%");
        assertTrue(fifth.now());
        assertFalse(fifth.isReached(2, 2));
        assertTrue(fifth.isReached(3, 15));
        assertFalse(fifth.isReached(3, 16));
        assertTrue(fifth.isReached(20, 100));
    }
}
