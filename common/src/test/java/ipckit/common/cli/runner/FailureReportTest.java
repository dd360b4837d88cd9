package ipckit.common.cli.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.cli.ExitCode;

import org.junit.jupiter.api.Test;

class FailureReportTest {
    @Test
    void aRefusedThreadIsAFailureAroundACommand() {
        Throwable refused =
                new OutOfMemoryError(
                        "unable to create native thread: possibly out of memory or"
                                + " process/resource limits reached");
        assertEquals(
                new FailureReport(
                        ExitCode.AROUND_COMMAND, "cannot start a thread: too many processes"),
                FailureReport.of(refused));
        assertEquals(
                new FailureReport(ExitCode.FAILED, "out of memory"),
                FailureReport.of(new OutOfMemoryError("Java heap space")));
    }
}
