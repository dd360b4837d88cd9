package ipckit.mq.microkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.Right;
import ipckit.mq.task.RequestRights;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tests {@link OpenRequests}. The right to reply to request N has the name {@code reply.N}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OpenRequestsTest {
    private static final int WINDOW = 8;

    private final OpenRequests requests = new OpenRequests(WINDOW);
    private final List<String> written = new ArrayList<>();

    private void add(int number) {
        AcceptedRight reply = new AcceptedRight("reply." + number, Right.SEND_ONCE, false, false);
        requests.add(new byte[0], new RequestRights(List.of(reply)));
    }

    private void start() {
        written.clear();
        requests.startWith(message -> written.add(String.join(" ", message.words())));
    }

    private void deliver(int number) {
        for (int i = 0; i < number; i++) {
            requests.next().deliver();
        }
    }

    private static List<Long> ids(List<OpenRequest> found) {
        return found.stream().map(OpenRequest::id).toList();
    }

    @Test
    void giveTheNextProcessAllRequestsAgain() {
        add(1);
        add(2);
        start();
        deliver(2);
        requests.remove(requests.answer(1));
        OpenRequest _ = requests.endProcess();
        add(3);
        start();
        deliver(2);
        assertEquals(List.of("request 2", "request 3"), written);
    }

    @Test
    void countADeathForTheOldestRequestThatTheProcessHasGot() {
        add(1);
        add(2);
        start();
        deliver(2);
        assertEquals(1, requests.endProcess().id());
        start();
        deliver(2);
        requests.remove(requests.answer(1));
        assertEquals(2, requests.endProcess().id());
        assertEquals(1, requests.answer(2).deaths());
    }

    @Test
    void countNoDeathForARequestThatTheProcessHasNotGot() {
        add(1);
        start();
        assertNull(requests.endProcess());
        assertNull(requests.endProcess());
    }

    @Test
    void countNoDeathForARequestThatIsAnsweredLater() {
        add(1);
        start();
        deliver(1);
        requests.putOff(1);
        for (int i = 0; i < 10; i++) {
            assertNull(requests.endProcess());
            start();
            deliver(1);
        }
        assertEquals(0, requests.answer(1).deaths());
    }

    @Test
    void cancelARequestThatIsAnsweredLater() {
        add(1);
        add(2);
        start();
        deliver(2);
        requests.putOff(1);
        requests.putOff(2);
        assertEquals(List.of(1L), ids(requests.cancel(Set.of("reply.1", "other"), 1)));
        deliver(1);
        assertEquals("cancel 1", written.getLast());
        assertEquals(1, requests.size());
        assertNull(requests.answer(1));
    }

    @Test
    void cancelARequestThatWantsNoReply() {
        requests.add(new byte[0], new RequestRights(List.of()));
        start();
        deliver(1);
        requests.putOff(1);
        assertEquals(List.of(1L), ids(requests.cancel(Set.of(), 1)));
    }

    @Test
    void cancelNoRequestOnWhichTheProcessWorks() {
        add(1);
        start();
        deliver(1);
        assertEquals(List.of(), requests.cancel(Set.of("reply.1"), 1));
        assertFalse(requests.newestWaiting() > 0);
    }

    @Test
    void cancelNoRequestThatIsBeingAnswered() {
        add(1);
        start();
        deliver(1);
        requests.putOff(1);
        assertNotNull(requests.answer(1));
        assertEquals(List.of(), requests.cancel(Set.of("reply.1"), 1));
    }

    /**
     * A request was sent only to a service process that has died. When this request is cancelled,
     * the new service process gets no message about the cancellation.
     */
    @Test
    void tellOnlyTheProcessThatHasGotACancelledRequest() {
        add(1);
        add(2);
        start();
        deliver(1);
        requests.putOff(1);
        OpenRequest _ = requests.endProcess();
        start();
        assertEquals(List.of(1L), ids(requests.cancel(Set.of("reply.1"), 1)));
        ServiceMessage next = requests.next().message();
        assertEquals(List.of("request", "2"), next.words());
    }
}
