package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.util.function.Supplier;

/**
 * Runs a stage and restarts it after a crash. The stage must write one line for each line that it
 * reads, in the same order, so that line k of its output acknowledges line k of its input. A
 * restarted process begins to read at the first unacknowledged line. An incomplete output line of
 * the crashed process is dropped. The memory of the crashed process is lost, so the stage must not
 * keep state between lines.
 */
final class RestartableStage implements Runnable {
    /** The exit code of a stage that does not write exactly one output line for each input line. */
    private static final int PROTOCOL_VIOLATION = 76;

    private static final int OWN_FAILURE = 125;

    private final PipelineStage stage;
    private final Supplier<ProcessLaunch> launch;
    private final StageBuffer input;
    private final ByteSink sink;
    private final StageMetrics metrics;
    private final StageOutcomes outcomes;
    private final long limit;
    private final RestartListener listener;

    /** Receives a report of each restart of a stage. */
    interface RestartListener {
        /**
         * Reports a restart. The thread that runs the stage calls this method.
         *
         * @param result the exit of the previous process of the stage
         * @param line the number, from 1, of the first input line that the new process reads
         */
        void restarted(PipelineStage stage, ExitResult result, long line);
    }

    /**
     * Creates a stage and does not start it.
     *
     * @param launch prepares the launch of another process of the stage
     * @param limit the greatest number of restarts of the stage
     */
    RestartableStage(
            PipelineStage stage,
            Supplier<ProcessLaunch> launch,
            StageBuffer input,
            ByteSink sink,
            StageMetrics metrics,
            StageOutcomes outcomes,
            long limit,
            RestartListener listener) {
        this.stage = stage;
        this.launch = launch;
        this.input = input;
        this.sink = sink;
        this.metrics = metrics;
        this.outcomes = outcomes;
        this.limit = limit;
        this.listener = listener;
    }

    /** One process of the stage, with the threads that write its input and read its output. */
    private record Attempt(
            ChildProcess child, Thread writer, StageLineReader reader, Thread readerThread) {}

    @Override
    public void run() {
        try {
            runAttempts();
        } catch (RuntimeException | Error e) {
            outcomes.record(stage.i(), OWN_FAILURE, stage.title() + ": " + e.getMessage());
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
            if (!result.isSuccess()) {
                outcomes.endRest(
                        stage.i()); // children that survive the stage could keep the pipes open
            }
            DaemonThreads.join(attempt.writer);
            DaemonThreads.join(attempt.readerThread);
            if (isOver(attempt.reader, result, restarts)) {
                return;
            }
            input.rewind();
            listener.restarted(stage, result, input.answered() + 1);
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
        if (reader.isSinkClosed() || outcomes.isEnding()) {
            outcomes.recordExit(stage.i(), result);
            return true;
        }
        if (reader.hasTooLongLine() || input.hasOverflowed()) {
            recordViolation("not enough memory for a line, or for all unanswered lines");
            return true;
        }
        boolean tooMany = reader.hasTooManyLines() || result.isSuccess() && !reader.passLastLine();
        if (tooMany) {
            recordViolation("more answers than lines, after " + input.answered());
            return true;
        }
        if (input.isDone()) {
            boolean complete = result.signal() != 0;
            recordFinal(complete ? 0 : result.status(), result);
            return true;
        }
        if (result.isSuccess()) {
            recordViolation(
                    "ended after " + input.answered() + " lines, before its input had ended");
            return true;
        }
        if (restarts == limit) {
            recordFinal(result.status(), result);
            return true;
        }
        return false;
    }

    private void recordFinal(int status, ExitResult result) {
        outcomes.record(stage.i(), status, stage.title() + ": " + result.text());
    }

    private void recordViolation(String problem) {
        outcomes.record(
                stage.i(),
                PROTOCOL_VIOLATION,
                stage.title()
                        + ": "
                        + problem
                        + "; --restart needs one output line for each input line");
    }
}
