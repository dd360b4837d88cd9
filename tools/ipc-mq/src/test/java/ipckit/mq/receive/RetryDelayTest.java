package ipckit.mq.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class RetryDelayTest {
    @ParameterizedTest
    @CsvSource({
        "PT1S, 1, PT1S",
        "PT1S, 2, PT2S",
        "PT1S, 5, PT16S",
        "PT1S, 12, PT34M8S",
        "PT1S, 13, PT1H",
        "PT1S, 2147483647, PT1H",
        "PT2H, 1, PT2H",
        "PT2H, 9, PT2H"
    })
    void doublesWithEachFailedTryUpToOneHour(Duration first, int tries, Duration expected) {
        assertEquals(expected, new RetryDelay(first).after(tries));
    }
}
