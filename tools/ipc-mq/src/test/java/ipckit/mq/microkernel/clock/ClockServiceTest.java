package ipckit.mq.microkernel.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.server.ServiceLoop;
import ipckit.mq.microkernel.wire.ServiceMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tests {@link ClockService}. The test acts as the kernel, through two pipes in memory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClockServiceTest {
    private static final String NEVER = Long.toString(Long.MAX_VALUE);

    /**
     * The capacity of the pipe from the service, in bytes. For each alarm that is not due yet, the
     * service writes a message {@code later}. The pipe must have room for all these messages.
     * Otherwise the service would wait until the test reads them.
     */
    private static final int PIPE_BYTES = 1 << 20;

    private static final long SHORT_NANOS = 20_000_000;

    private final PipedOutputStream toService = new PipedOutputStream();
    private final PipedInputStream fromService = new PipedInputStream(PIPE_BYTES);
    private Thread service;

    @BeforeEach
    void start() throws IOException {
        PipedInputStream input = new PipedInputStream(toService);
        PipedOutputStream output = new PipedOutputStream(fromService);
        service = new Thread(() -> new ServiceLoop(input, output).run(_ -> new ClockService()));
        service.start();
        assertEquals("ready", next().operation());
    }

    @AfterEach
    void stop() throws Exception {
        toService.close();
        service.join();
    }

    private void request(String id, String text) throws IOException {
        ServiceMessage.of(List.of("request", id), text).writeTo(toService);
    }

    private ServiceMessage next() throws IOException {
        return ServiceMessage.readFrom(fromService);
    }

    /**
     * Returns the next message of the service. Skips each message {@code later}, which only says
     * that the service will answer a request later.
     */
    private ServiceMessage answer() throws IOException {
        ServiceMessage message = next();
        while (message.operation().equals("later")) {
            message = next();
        }
        return message;
    }

    private static ClockReading reading(ServiceMessage reply) {
        return ClockReading.parse(reply.body());
    }

    @Test
    void tellsTheDateInUtc() throws IOException {
        request("1", "now");
        String date = reading(answer()).date();
        assertTrue(date.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), date);
    }

    @Test
    void tellsTheTimeOfTheMonotonicClock() throws IOException {
        long before = System.nanoTime();
        request("1", "now");
        long told = reading(answer()).nanos();
        assertTrue(before <= told && told <= System.nanoTime(), () -> before + " " + told);
    }

    @Test
    void tellsTheTimeWhileAnAlarmIsOpen() throws IOException {
        request("1", "alarm " + NEVER);
        request("2", "now");
        assertEquals(List.of("reply", "2"), answer().words());
    }

    @Test
    void ringsNotBeforeTheInstant() throws IOException {
        long at = System.nanoTime() + SHORT_NANOS;
        request("1", "alarm " + at);
        long rung = reading(answer()).nanos();
        assertTrue(rung >= at, () -> rung + " is before " + at);
    }

    /**
     * After a crash of the service, the kernel repeats an alarm request. Meanwhile the instant of
     * the alarm may have passed.
     */
    @Test
    void ringsAtOnceIfTheInstantIsPast() throws IOException {
        request("1", "alarm " + (System.nanoTime() - 1));
        assertEquals(List.of("reply", "1"), answer().words());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "later",
                "now 1",
                "alarm",
                "alarm 1 2",
                "alarm soon",
                "alarm -1",
                "alarm 1.5",
                "alarm 9223372036854775808"
            })
    void refusesABadRequest(String text) throws IOException {
        request("1", text);
        assertEquals(List.of("fail", "1", "UNUSABLE"), answer().words());
    }

    @Test
    void refusesTooManyAlarms() throws IOException {
        for (int i = 0; i < ClockService.MOST_ALARMS; i++) {
            request("1", "alarm " + NEVER);
        }
        request("2", "alarm " + NEVER);
        assertEquals(List.of("fail", "2", "WOULD_BLOCK"), answer().words());
    }

    @Test
    void putsAnAlarmOffAndWorksOnOtherRequests() throws IOException {
        request("1", "alarm " + NEVER);
        request("2", "now");
        assertEquals(List.of("later", "1"), next().words());
        assertEquals(List.of("reply", "2"), next().words());
    }

    @Test
    void forgetsACancelledAlarm() throws IOException {
        for (int i = 0; i < ClockService.MOST_ALARMS; i++) {
            request(Integer.toString(i), "alarm " + NEVER);
        }
        ServiceMessage.of("cancel", "7").writeTo(toService);
        request("more", "alarm " + NEVER);
        request("other", "alarm " + NEVER);
        assertEquals(List.of("fail", "other", "WOULD_BLOCK"), answer().words());
    }

    @Test
    void refusesAReplyThatIsNoTime() {
        byte[] reply = "soon".getBytes(StandardCharsets.UTF_8);
        IpcException refused = assertThrows(IpcException.class, () -> ClockReading.parse(reply));
        assertEquals(Category.CORRUPT, refused.category());
    }
}
