package ipckit.prodcons.demo.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import org.junit.jupiter.api.Test;

final class WorkerReportTest {
    @Test
    void isReadAsItWasWritten() {
        WorkerReport report = new WorkerReport(Kind.MOVED_IN, 3, 4, 5, DemoItem.of(6, 7), 8);
        assertEquals(report, WorkerReport.parse(report.line()));
    }
}
