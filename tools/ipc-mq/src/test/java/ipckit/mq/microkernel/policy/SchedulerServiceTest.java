package ipckit.mq.microkernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.server.ServiceLoop;
import ipckit.mq.microkernel.wire.ServiceMessage;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class SchedulerServiceTest {
    /** Sends one request to a new scheduler service, and returns the service's answer. */
    private static ServiceMessage answer(Policy policy, String request) throws IOException {
        ByteArrayOutputStream toService = new ByteArrayOutputStream();
        byte[] body = request.getBytes(StandardCharsets.UTF_8);
        new ServiceMessage(List.of("request", "7"), body).writeTo(toService);
        ByteArrayOutputStream toKernel = new ByteArrayOutputStream();
        new ServiceLoop(new ByteArrayInputStream(toService.toByteArray()), toKernel)
                .run(_ -> new SchedulerService(policy));
        InputStream said = new ByteArrayInputStream(toKernel.toByteArray());
        assertEquals(List.of("ready"), ServiceMessage.readFrom(said).words());
        return ServiceMessage.readFrom(said);
    }

    @Test
    void passesTheQuestionToThePolicy() throws IOException {
        ServiceMessage answer = answer(question -> "got " + question, "decide\nA 1 2");
        assertEquals(List.of("reply", "7"), answer.words());
        assertEquals("got A 1 2", answer.text());
    }

    @Test
    void reportsThatThePolicyHasNotAnswered() throws IOException {
        Policy silent =
                _ -> {
                    throw new IpcException(Category.WOULD_BLOCK, "not yet");
                };
        assertEquals(List.of("fail", "7", "WOULD_BLOCK"), answer(silent, "decide\nA 1 2").words());
    }

    @Test
    void refusesOtherRequests() throws IOException {
        assertEquals(
                List.of("fail", "7", "UNUSABLE"),
                answer(new FairSharePolicy(), "guess\nA 1 2").words());
    }
}
