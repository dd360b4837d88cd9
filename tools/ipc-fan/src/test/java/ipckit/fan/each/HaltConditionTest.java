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
    @ValueSource(
            strings = {
                "never",
                "soon,fail=1",
                "now,fail=20%",
                "now,fail=999999999",
                "soon,success=1",
                "now,success=50%"
            })
    void parsesItsOwnText(String text) {
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
                "soon,done=1",
                "success=1",
                "now,success=0",
                "soon,fail=1000000000"
            })
    void refusesInvalidText(String text) {
        assertThrows(IpcException.class, () -> HaltCondition.parse(text));
    }

    @Test
    void countsFailures() {
        HaltCondition two = HaltCondition.parse("soon,fail=2");
        assertFalse(two.now());
        assertFalse(two.isMet(0, 1));
        assertTrue(two.isMet(98, 2));
        assertFalse(HaltCondition.NEVER.isMet(0, 100));
    }

    @Test
    void countsSuccesses() {
        HaltCondition two = HaltCondition.parse("now,success=2");
        assertTrue(two.now());
        assertTrue(two.onSuccess());
        assertFalse(two.isMet(1, 100));
        assertTrue(two.isMet(2, 0));
        assertFalse(HaltCondition.parse("now,success=50%").isMet(2, 0));
        assertFalse(HaltCondition.parse("now,success=50%").isMet(3, 4));
        assertTrue(HaltCondition.parse("now,success=50%").isMet(3, 3));
    }

    @Test
    void comparesAPercentageOfTheEndedJobsFromThreeFailuresOn() {
        HaltCondition fifth = HaltCondition.parse("now,fail=20%");
        assertTrue(fifth.now());
        assertFalse(fifth.isMet(0, 2));
        assertTrue(fifth.isMet(12, 3));
        assertFalse(fifth.isMet(13, 3));
        assertTrue(fifth.isMet(80, 20));
    }
}
