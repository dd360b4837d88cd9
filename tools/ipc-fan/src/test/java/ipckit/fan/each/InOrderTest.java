package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

@Timeout(20)
final class InOrderTest {
    private final InOrder order = new InOrder(3);
    private final List<Integer> done = new ArrayList<>();

    private void use(int number) {
        order.use(number, () -> done.add(number));
    }

    @Test
    void waitsForThoseBefore() {
        use(2);
        use(3);
        assertEquals(List.of(), done);
        use(1);
        assertEquals(List.of(1, 2, 3), done);
        use(4);
        assertEquals(List.of(1, 2, 3, 4), done);
    }

    @Test
    void letsNobodyRunTooFarAhead() throws InterruptedException {
        order.awaitNear(3);
        Thread fourth = Thread.startVirtualThread(() -> order.awaitNear(4));
        use(2);
        fourth.join(50);
        assertEquals(true, fourth.isAlive());
        use(1);
        fourth.join();
    }

    @Test
    void holdsNobodyUpAfterAFailure() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        order.use(
                                1,
                                () -> {
                                    throw new IllegalStateException();
                                }));
        use(2);
        order.awaitNear(100);
        assertEquals(List.of(), done);
    }
}
