package ipckit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.chain.Report.News;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ReportTest {
    private final Report report = new Report();

    @Test
    void whoWasBehindAKilledLinkHasDoneNothingWrong() {
        report.ended(1, 0);
        assertEquals(News.NONE, report.take("link 2 20 10 30 10"));
        assertEquals(News.KILLED, report.take("ended 2 137"));
        assertEquals(News.KILLED, report.take("ended 3 143"));
        assertEquals(2, report.killed());
        assertEquals(List.of(0, 137, 0), report.statuses());
    }

    @Test
    void theOneThatCouldNotBeStartedIsRemembered() {
        assertEquals(News.NOT_STARTED, report.take("failed 5"));
        assertEquals(5, report.failed());
    }

    @Test
    void aStatusBelongsToItsLink() {
        report.take("link 2 20 10 30 1");
        report.take("link 3 30 20 0 20");
        report.take("ended 3 7");
        assertEquals(List.of(2), report.unknown().stream().map(node -> node.i()).toList());
        assertEquals(1, report.unknown().getFirst().adopter());
        assertEquals(List.of(7), report.statuses());
    }

    @Test
    void rulesTellWhoseStatusCounts() {
        List<Integer> statuses = List.of(3, 0, 9, 5, 0);
        assertEquals(5, ExitRule.RIGHTMOST.of(statuses));
        assertEquals(3, ExitRule.FIRST.of(statuses));
        assertEquals(0, ExitRule.LAST.of(statuses));
        assertEquals(9, ExitRule.HIGHEST.of(statuses));
        for (ExitRule rule : ExitRule.values()) {
            assertEquals(0, rule.of(List.of(0, 0)));
        }
    }
}
