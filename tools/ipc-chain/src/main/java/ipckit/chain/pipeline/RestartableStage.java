package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.util.function.Supplier;

/**
 * A stage that survives its crashes. It answers each line of its input with one line, in order; so
 * the k-th answer acknowledges the k-th line, and when it crashes it is started anew, with the
 * first line that it had not answered. What it has answered in part is dropped. What it had in its
 * memory is lost: so a filter must not remember anything of earlier lines.
 */
final class RestartableStage implements Runnable {
    /** Of data that is not what it should be. */
    private static final int VIOLATION = 76;

    private final PipelineStage stage;
    private final Supplier<ProcessLaunch> launch;
    private final StageBuffer window;
    private final ByteSink sink;
    private final StageMetrics figures;
    private final StageOutcomes outcomes;
    private final long limit;
    private final Told told;

    /** Who is told of a restart. */
    interface Told {
        /**
         * @param stage which one
         * @param ended how it has ended
         * @param item the number of the first line that it gets again, from 1
         */
        void restarted(PipelineStage stage, ExitResult ended, long item);
    }

    /**
     * @param launch makes ready another process of it
     * @param limit how often it may be started anew
     */
    RestartableStage(
            PipelineStage stage,
            Supplier<ProcessLaunch> launch,
            StageBuffer window,
            ByteSink sink,
            StageMetrics figures,
            StageOutcomes outcomes,
            long limit,
            Told told) {
        this.stage = stage;
        this.launch = launch;
        this.window = window;
        this.sink = sink;
        this.figures = figures;
        this.outcomes = outcomes;
        this.limit = limit;
        this.told = told;
    }

    /** One process of it, with what gives it its input and takes its answers. */
    private record Life(
            ChildProcess child, Thread feeding, StageLineReader collector, Thread collecting) {}

    @Override
    public void run() {
        try {
            live();
        } catch (RuntimeException | Error e) {
            outcomes.record(stage.i(), 125, stage.title() + ": " + e.getMessage());
        } finally {
            window.close();
            sink.end();
        }
    }

    private void live() {
        for (long restarts = 0; ; restarts++) {
            Life life = begin();
            ExitResult ended = life.child.await();
            figures.ended(ended);
            window.stop();
            if (!ended.isWell()) {
                outcomes.endRest(stage.i()); // or the ends of its streams would not come
            }
            DaemonThreads.join(life.feeding);
            DaemonThreads.join(life.collecting);
            if (isOver(life.collector, ended, restarts)) {
                return;
            }
            window.rewind();
            told.restarted(stage, ended, window.answered() + 1);
        }
    }

    private Life begin() {
        Pipe input = Pipe.make();
        Pipe output = Pipe.make();
        ChildProcess child;
        try {
            child = launch.get().reading(input).writing(output).start();
        } catch (RuntimeException e) {
            input.close();
            output.close();
            throw e;
        }
        figures.began(child.pid());
        input.closeOut();
        output.closeIn();
        StageLineReader collector = new StageLineReader(output, window, sink, figures);
        return new Life(
                child,
                DaemonThreads.start(new StageInputWriter(window, input, figures)),
                collector,
                DaemonThreads.start(collector));
    }

    private boolean isOver(StageLineReader collector, ExitResult ended, long restarts) {
        if (collector.isUnwanted() || outcomes.isEnding()) {
            outcomes.recordExit(stage.i(), ended);
            return true;
        }
        if (collector.hasTooLong() || window.hasOverflowed()) {
            violated("not enough memory for a line, or for all that it has not answered");
            return true;
        }
        boolean tooMany = collector.hasTooMany() || ended.isWell() && !collector.endTail();
        if (tooMany) {
            violated("more answers than lines, after " + window.answered());
            return true;
        }
        if (window.isDone()) {
            boolean complete = ended.signal() != 0;
            outcomes.record(
                    stage.i(), complete ? 0 : ended.status(), stage.title() + ": " + ended.text());
            return true;
        }
        if (ended.isWell()) {
            violated("ended after " + window.answered() + " lines, before its input had ended");
            return true;
        }
        if (restarts == limit) {
            outcomes.record(stage.i(), ended.status(), stage.title() + ": " + ended.text());
            return true;
        }
        return false;
    }

    private void violated(String how) {
        outcomes.record(
                stage.i(),
                VIOLATION,
                stage.title() + ": " + how + "; --restart is for one line out for each line in");
    }
}
