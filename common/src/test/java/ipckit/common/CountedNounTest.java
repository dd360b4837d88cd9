package ipckit.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountedNounTest {
    @ParameterizedTest
    @CsvSource({
        "1, item, 1 item",
        "0, item, 0 items",
        "2, process, 2 processes",
        "1, lost delivery, 1 lost delivery",
        "3, lost delivery, 3 lost deliveries",
        "2, key, 2 keys"
    })
    void aNumberDecidesTheFormOfTheNoun(long count, String noun, String text) {
        assertEquals(text, CountedNoun.of(count, noun));
    }
}
