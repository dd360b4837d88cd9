package ipckit.fan.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobCountTest {
    private static int resolved(String text) {
        return JobCount.parse(text, 0).resolve();
    }

    @Test
    void isANumberOrAPercentageOfTheProcessors() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertEquals(3, resolved("3"));
        assertEquals(processors, resolved("100%"));
        assertEquals(2 * processors, resolved("200%"));
        assertEquals(1, resolved("1%"));
        assertEquals(processors, JobCount.PER_PROCESSOR.resolve());
    }

    @Test
    void zeroIsAsManyAsTheSystemAllows() {
        assertEquals(SystemLimits.read().jobs(), resolved("0"));
        assertTrue(SystemLimits.read().processes() >= 1000);
        assertThrows(IpcException.class, () -> JobCount.parse("0", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "50%", "0"})
    void showsWhatItParses(String text) {
        assertEquals(text, JobCount.parse(text, 0).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "%", "0%", "1.5", "50 %", "5000000", "99999999999%"})
    void refusesInvalidText(String text) {
        assertThrows(IpcException.class, () -> JobCount.parse(text, 0));
    }

    @Test
    void theSmallestLimitOfTheSystemCounts() {
        assertEquals(16, new SystemLimits(64, 100_000).jobs());
        assertEquals(8, new SystemLimits(20_000, 64).jobs());
        assertEquals(1, new SystemLimits(3, 3).jobs());
        assertTrue(new SystemLimits(Long.MAX_VALUE, Long.MAX_VALUE).jobs() > 1000);
    }

    @Test
    void readsTheSoftLimit() {
        String limits =
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                    + "Max processes             96365                unlimited     processes \n"
                    + "Max open files            unlimited            20000         files     \n";
        assertEquals(96_365, SystemLimits.softLimit(limits, "Max processes"));
        assertEquals(Long.MAX_VALUE, SystemLimits.softLimit(limits, "Max open files"));
        assertEquals(Long.MAX_VALUE, SystemLimits.softLimit(limits, "Max stack size"));
    }
}
