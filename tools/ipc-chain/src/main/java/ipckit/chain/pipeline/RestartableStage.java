package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.CountedNoun;
import ipckit.common.Uninterrupted;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.Shutdown;

import java.util.function.Supplier;

/**
 * Runs a stage and restarts it after a crash, unless a signal has asked this program to end. The
 * stage must write one line for each line that it reads, in the same order, so that line k of its
 * output acknowledges line k of its input. A restarted process begins to read at the first
 * unacknowledged line. An incomplete output line of the crashed process is dropped. The memory of
 * the crashed process is lost, so the stage must not keep state between lines.
 *
 * @param launch describes each new process of the stage
 * @param input the lines for the stage
 * @param sink the destination of the stage's output
 * @param metrics the counters of the stage
 * @param outcomes the record of the exit statuses of all stages
 * @param limit the greatest number of restarts of the stage
 * @param console the console on which each restart is reported
 */
record RestartableStage(
        PipelineStage stage,
        Supplier<ProcessLaunch> launch,
        StageBuffer input,
        ByteSink sink,
        StageMetrics metrics,
        StageOutcomes outcomes,
        long limit,
        Console console)
        implements Runnable {
    /** One process of the stage, with the threads that write its input and read its output. */
    private record Attempt(
            ChildProcess child, Thread writer, StageLineReader reader, Thread readerThread) {}

    @Override
    public void run() {
        try {
            runAttempts();
        } catch (RuntimeException | Error e) {
            record(ExitCode.AROUND_COMMAND.code(), e.getMessage());
        } finally {
            input.close();
            sink.end();
        }
    }

    private void runAttempts() {
        for (long restarts = 0; ; restarts++) {
            Attempt attempt = start();
            ExitResult result = attempt.child.await();
            metrics.recordEnd(result);
            input.stop();
            if (!stage.isSuccess(result)) {
                // Processes that the crashed stage has started may hold the pipes open. This
                // program ends these processes, because the threads that are joined below wait
                // until the pipes are closed.
                outcomes.endRest(stage.i());
            }
            Uninterrupted.await(attempt.writer::join);
            Uninterrupted.await(attempt.readerThread::join);
            if (isOver(attempt.reader, result, restarts)) {
                return;
            }
            input.rewind();
            String restart = result.text() + "; restarted from line " + (input.answered() + 1);
            console.message("ipc-chain: " + stage.title() + ": " + restart);
        }
    }

    private Attempt start() {
        Pipe toStage = Pipe.make();
        Pipe fromStage = Pipe.make();
        ChildProcess child;
        try {
            child = launch.get().reading(toStage).writing(fromStage).start();
        } catch (RuntimeException e) {
            toStage.close();
            fromStage.close();
            throw e;
        }
        metrics.recordStart(child.pid());
        toStage.closeOut();
        fromStage.closeIn();
        StageLineReader reader = new StageLineReader(fromStage, input, sink, metrics);
        return new Attempt(
                child,
                DaemonThreads.start(new StageInputWriter(input, toStage, metrics)),
                reader,
                DaemonThreads.start(reader));
    }

    /**
     * Returns false if the stage is to be restarted. Otherwise records the outcome of the stage and
     * returns true.
     */
    private boolean isOver(StageLineReader reader, ExitResult result, long restarts) {
        boolean succeeded = stage.isSuccess(result);
        if (reader.isSinkClosed() || outcomes.isEnding()) {
            stage.recordExit(result, outcomes);
        } else if (reader.hasTooLongLine() || input.hasOverflowed()) {
            recordViolation("not enough memory for a line, or for all unanswered lines");
        } else if (reader.hasTooManyLines() || succeeded && !reader.passLastLine()) {
            recordViolation("more answers than lines, after " + input.answered());
        } else if (input.isDone()) {
            record(succeeded || result.signal() != 0 ? 0 : result.status(), result.text());
        } else if (succeeded) {
            recordViolation(
                    "ended after "
                            + CountedNoun.of(input.answered(), "line")
                            + ", before its input had ended");
        } else if (Shutdown.isEndingAfter(result.status())) {
            // The signal that ended the stage has also asked this program to end, for example after
            // Ctrl-C. Therefore the stage does not count as failed.
            stage.recordExit(result, outcomes);
        } else if (restarts == limit || Shutdown.isEnding()) {
            record(result.status(), result.text());
        } else {
            return false;
        }
        return true;
    }

    /**
     * Records that the stage has failed and cannot be restarted: it has not written one output line
     * for each input line, or there is not enough memory for its lines.
     */
    private void recordViolation(String problem) {
        record(
                ExitCode.CORRUPT.code(),
                problem + "; --restart needs one output line for each input line");
    }

    private void record(int status, String message) {
        outcomes.record(stage.i(), status, stage.title() + ": " + message);
    }
}
