package ipckit.mq.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class KernelQueueStatusTest {
    @Test
    void aModeHasFourDigits() {
        assertEquals("0000", KernelQueueStatus.mode(0));
        assertEquals("0044", KernelQueueStatus.mode(044));
        assertEquals("0640", KernelQueueStatus.mode(0640));
    }
}
