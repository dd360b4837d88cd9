package ipckit.common.cli;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.ChoiceConverter;
import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.cli.value.ModeConverter;
import ipckit.common.cli.value.Rate;
import ipckit.common.cli.value.RateConverter;
import ipckit.common.cli.value.SizeConverter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class ConvertersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "004, 4",
        "4K, 4096",
        "4k, 4096",
        "4KiB, 4096",
        "1M, 1048576",
        "2G, 2147483648",
        "1T, 1099511627776",
        "9223372036854775807, 9223372036854775807",
        "8388607T, 9223370937343148032",
    })
    void convertsSizes(String text, long bytes) {
        assertEquals(bytes, SizeConverter.FROM_ZERO.convert(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "abc", "-", "-K", "+1", "1.5K", "4 K", " 4K", "4K ", "K", "4KB", "4kb",
                "4Ki", "4KiBB", "4P", "0x10", "1e3", "4,000", "٣", "４K", "1M1K", "1\n"
            })
    void refusesWhatIsNotASize(String text) {
        refused(SizeConverter.FROM_ZERO, text, "is not a size (examples: 4096, 4K, 1M)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "18446744073709551617",
                "99999999999999999999999",
                "8388608T",
                "9007199254740992K"
            })
    void refusesSizesThatOverflow(String text) {
        refused(SizeConverter.FROM_ZERO, text, "is more than 9223372036854775807");
    }

    @Test
    void refusesSizesOutOfBounds() {
        SizeConverter bounded = new SizeConverter(4096, 1 << 20);
        assertEquals(4096L, bounded.convert("4K"));
        assertEquals(1L << 20, bounded.convert("1M"));
        refused(bounded, "4095", "is less than 4K");
        refused(bounded, "0", "is less than 4K");
        refused(bounded, "1048577", "is more than 1M");
        refused(bounded, "1G", "is more than 1M");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "1023, 1023",
        "1024, 1K",
        "1536, 1536",
        "3145728, 3M",
        "1125899906842624, 1024T"
    })
    void showsSizesAsTyped(long bytes, String text) {
        assertEquals(text, SizeConverter.FROM_ZERO.show(bytes));
        assertEquals(bytes, SizeConverter.FROM_ZERO.convert(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "1ns, 1",
        "5us, 5000",
        "500ms, 500000000",
        "2s, 2000000000",
        "1.5s, 1500000000",
        "0.25ms, 250000",
        "1.000000001s, 1000000001",
        "1.5000000000000s, 1500000000",
        "1m, 60000000000",
        "0.1m, 6000000000",
        "1h, 3600000000000",
        "1d, 86400000000000",
        "106750d, 9223200000000000000",
    })
    void convertsDurations(String text, long nanos) {
        assertEquals(Duration.ofNanos(nanos), DurationConverter.ANY.convert(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "5", "1.5", "abc", "-s", "+1s", "s",
                ".5s", "1.s", "1..5s", "1.5.5s", "1 s", "1S", "1M", "1sec",
                "1m30s", "1e3s", "1,5s", "0.5ns", "1.0000000001s", "٣s"
            })
    void refusesWhatIsNotADuration(String text) {
        refused(DurationConverter.ANY, text, "is not a duration (examples: 500ms, 2s, 1m)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"106752d", "9223372037s", "99999999999999999999999ns"})
    void refusesDurationsThatOverflow(String text) {
        refused(DurationConverter.ANY, text, "is more than 106751d");
    }

    @Test
    void refusesShortDurationsAndShowsBoundsAsTyped() {
        DurationConverter bounded = new DurationConverter(Duration.ofMillis(100));
        assertEquals(Duration.ofMillis(100), bounded.convert("0.1s"));
        refused(bounded, "99ms", "is less than 100ms");
        assertEquals("0s", bounded.show(Duration.ZERO));
        assertEquals("1500ms", bounded.show(Duration.ofMillis(1500)));
        assertEquals("2h", bounded.show(Duration.ofMinutes(120)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "600, 384", "0660, 432", "777, 511", "0777, 511", "7, 7"})
    void convertsModes(String text, int mode) {
        assertEquals(mode, ModeConverter.PERMISSIONS.convert(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "8", "abc", "-600", "+600", "1777",
                "01777", "00600", "u=rw", "0o600", "600 ", "77777777777777"
            })
    void refusesWhatIsNotAMode(String text) {
        refused(ModeConverter.PERMISSIONS, text, "is not an octal mode (examples: 600, 0660)");
    }

    @Test
    void showsModesWithFourDigits() {
        assertEquals("0600", ModeConverter.PERMISSIONS.show(0600));
        assertEquals("0007", ModeConverter.PERMISSIONS.show(7));
    }

    @ParameterizedTest
    @CsvSource({"100/s, 100, 1000000000", "5/m, 5, 60000000000", "1/h, 1, 3600000000000"})
    void convertsRates(String text, long count, long nanos) {
        assertEquals(new Rate(count, nanos), RateConverter.ANY.convert(text));
        assertEquals(text, RateConverter.ANY.show(new Rate(count, nanos)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "100", "/s", "abc/s", "-/s", "1.5/s", "1/d", "1/S", "1/sec", "1 /s", "1s"
            })
    void refusesWhatIsNotARate(String text) {
        refused(RateConverter.ANY, text, "is not a rate (examples: 100/s, 5/m)");
    }

    @Test
    void refusesRatesOutOfBounds() {
        refused(RateConverter.ANY, "0/s", "is less than 1/h");
        refused(RateConverter.ANY, "9223372036854775808/s", "is more than 9223372036854775807/s");
    }

    @Test
    void namesTheSmallestValueWhenANumberIsNegative() {
        refused(CountConverter.FROM_ZERO, "-1", "is less than 0");
        refused(CountConverter.FROM_ONE, "-1", "is less than 1");
        refused(SizeConverter.FROM_ONE, "-4K", "is less than 1");
        refused(DurationConverter.ANY, "-1s", "is less than 0s");
        refused(RateConverter.ANY, "-1/s", "is less than 1/h");
    }

    @Test
    void refusesCountsOutOfBounds() {
        CountConverter bounded = new CountConverter(2, 8);
        assertEquals(2L, bounded.convert("2"));
        assertEquals(8L, bounded.convert("08"));
        refused(bounded, "1", "is less than 2");
        refused(bounded, "9", "is more than 8");
        refused(bounded, "99999999999999999999", "is more than 8");
        assertEquals(0L, CountConverter.FROM_ZERO.convert("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-", "- 1", "+1", "1.0", "1K", " 1", "1_000", "٣"})
    void refusesWhatIsNotACount(String text) {
        refused(CountConverter.FROM_ZERO, text, "is not a whole number (examples: 1, 1024)");
    }

    @Test
    void convertsChoicesInLowerCaseWithHyphens() {
        ChoiceConverter<Sample.OnFull> choices = new ChoiceConverter<>(Sample.OnFull.values());
        assertEquals(Sample.OnFull.DROP_OLD, choices.convert("drop-old"));
        assertEquals("drop-new", choices.show(Sample.OnFull.DROP_NEW));
        for (String text : new String[] {"", "DROP_OLD", "drop_old", "Block", "bloc", "block "}) {
            refused(choices, text, "is not one of block, drop-new, drop-old");
        }
    }

    private static void refused(Converter<?> converter, String text, String why) {
        assertFails(Category.USAGE, "'" + text + "' " + why, () -> converter.convert(text));
    }
}
