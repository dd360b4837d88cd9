package ipckit.chain.textbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.chain.textbook.ChainProcessReports.Event;
import ipckit.common.cli.output.ProcessTreeView.Node;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ChainProcessReportsTest {
    private final ChainProcessReports reports = new ChainProcessReports();

    @Test
    void excusesProcessesBehindAKilledProcess() {
        reports.recordExit(1, 0);
        assertEquals(Event.NONE, reports.accept("process 2 20 10 30 10"));
        assertEquals(Event.KILLED, reports.accept("ended 2 137"));
        assertEquals(Event.KILLED, reports.accept("ended 3 143"));
        assertEquals(2, reports.firstKilled());
        assertEquals(List.of(0, 137, 0), reports.statuses());
    }

    @Test
    void takesAStatusAboveTheSignalsForAnOrdinaryFailure() {
        assertEquals(Event.KILLED, reports.accept("ended 4 192"));
        assertEquals(Event.NONE, reports.accept("ended 2 200"));
        assertEquals(4, reports.firstKilled());
        assertEquals(List.of(200, 192), reports.statuses());
    }

    @Test
    void remembersTheProcessThatCouldNotBeStarted() {
        assertEquals(Event.NOT_STARTED, reports.accept("failed 5"));
        assertEquals(5, reports.notStarted());
    }

    @Test
    void assignsAStatusToItsProcess() {
        reports.accept("process 2 20 10 30 1");
        reports.accept("process 3 30 20 0 20");
        reports.accept("ended 3 7");
        assertEquals(List.of(2), reports.withoutStatus().stream().map(Node::i).toList());
        assertEquals(1, reports.withoutStatus().getFirst().adopter());
        assertEquals(List.of(7), reports.statuses());
    }
}
