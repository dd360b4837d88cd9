package ipckit.mq.microkernel.policy;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.UserCommand;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A program of the user that assigns priorities to tasks. This object starts the program, and
 * starts it again when it has failed: at once after the first failure, and after a delay after each
 * further failure. The delays double from 100 ms to 12.8 s. If a process still answers 10 s after
 * its start, the next failure counts as the first one again.
 */
public final class PolicyProgram implements Policy {
    /** The longest wait of {@link #decide}. It is short, because the kernel waits meanwhile. */
    private static final Duration WAIT = Duration.ofMillis(200);

    /**
     * The time limit of an answer. It also covers the start of the program, and this start may take
     * long.
     */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final long STEADY_NANOS = 10_000_000_000L;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final long FIRST_DELAY_NANOS = 100_000_000;
    private static final int MOST_DOUBLINGS = 7;

    private final Path program;
    private final Consumer<String> news;
    private PolicyProcess process;
    private long started;
    private int failures;
    private long earliest = System.nanoTime();

    /**
     * @param program the path of an executable file
     * @param news receives a line about the first failure. If a process still answers 10 s after
     *     its start, the next failure is reported, too
     */
    public PolicyProgram(Path program, Consumer<String> news) {
        this.program = program;
        this.news = news;
    }

    @Override
    public void check() {
        UserCommand.check(PolicyProcess.text(program));
    }

    /**
     * Answers a question for the priorities of tasks. If the program needs longer than 200 ms for
     * its answer, a later call returns this answer, and does not pass on its own question.
     *
     * @throws IpcException WOULD_BLOCK if there is no answer yet; another category if the program
     *     has failed
     */
    @Override
    public String decide(String question) {
        if (process == null && System.nanoTime() - earliest < 0) {
            throw noAnswer();
        }
        String answer;
        try {
            if (process == null) {
                process = new PolicyProcess(program);
                started = System.nanoTime();
            }
            answer = process.ask(question, WAIT, LIMIT);
            if (answer != null) {
                var _ = PolicyLine.parseAnswer(answer);
            }
        } catch (IpcException e) {
            fail(e);
            throw e;
        }
        if (answer == null) {
            throw noAnswer();
        }
        if (System.nanoTime() - started > STEADY_NANOS) {
            failures = 0;
        }
        return answer;
    }

    private static IpcException noAnswer() {
        return new IpcException(Category.WOULD_BLOCK, "the policy has not answered yet");
    }

    private void fail(IpcException failure) {
        if (process != null) {
            process.close();
            process = null;
        }
        failures++;
        if (failures == 1) {
            news.accept(
                    "policy "
                            + program
                            + ": "
                            + failure.getMessage()
                            + ": the last priorities stay");
        }
        earliest = System.nanoTime() + delayNanos(failures);
    }

    /**
     * Returns the delay of the next start in nanoseconds.
     *
     * @param failures the number of failures so far, at least 1
     */
    static long delayNanos(int failures) {
        return failures == 1 ? 0 : FIRST_DELAY_NANOS << Math.min(failures - 2, MOST_DOUBLINGS);
    }

    @Override
    public void close() {
        if (process != null) {
            process.end(GRACE);
            process = null;
        }
    }
}
