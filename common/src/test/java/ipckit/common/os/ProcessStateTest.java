package ipckit.common.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ProcessStateTest {
    @Test
    void readsTheLetterAfterTheProgramsName() {
        assertEquals(ProcessState.STOPPED, ProcessState.inStat("12 (cat) T 1 2 3"));
        assertEquals(ProcessState.STOPPED, ProcessState.inStat("12 (cat) t 1 2 3"));
        assertEquals(ProcessState.SLEEPING, ProcessState.inStat("12 (a) T (b) S 1 2 3"));
        assertEquals(ProcessState.ZOMBIE, ProcessState.inStat("12 (cat) Z 1"));
        assertEquals(ProcessState.UNINTERRUPTIBLE, ProcessState.inStat("12 (cat) D 1"));
        assertEquals(ProcessState.UNKNOWN, ProcessState.inStat("12 (cat)"));
        assertEquals(ProcessState.UNKNOWN, ProcessState.inStat(""));
    }

    @Test
    void noProcessHasTheNumberZero() {
        assertEquals(ProcessState.UNKNOWN, ProcessState.of(0));
        assertEquals(ProcessState.GONE, ProcessState.of(Integer.MAX_VALUE));
    }
}
