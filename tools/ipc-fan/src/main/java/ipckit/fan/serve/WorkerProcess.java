package ipckit.fan.serve;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;
import ipckit.fan.pool.PoolThreads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One process of a worker, from its start to its end. Three threads share it: the worker's thread
 * writes records and waits for the end, another reads the answers, and a third waits for the exit
 * and then ends descendants that keep the output open.
 */
final class WorkerProcess {
    /** Marks the process and its descendants, which inherit it, among those of other workers. */
    private static final String VARIABLE = "IPC_RUN";

    /** The longest time between the end of a process and the end of its output. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final int SIGKILL = 9;

    /** Receives the answers of a process. */
    interface AnswerReceiver {
        /**
         * Takes answers. When it returns false, because there are more answers than records, the
         * process is ended.
         */
        boolean take(RunReader answers);

        /** Says that there will be no more answers. */
        void end();
    }

    private final String id;
    private final ProcessTree tree;
    private final Pipe input;
    private final Pipe output = Pipe.make();
    private final ChildProcess process;
    private final CountDownLatch answersEnded = new CountDownLatch(1);
    private final CountDownLatch processEnded = new CountDownLatch(1);
    private volatile boolean inputEnded;

    /** Whether this program ended the process because it had closed its output. */
    private volatile boolean closedOutput;

    /** The number of bytes written to the process. */
    private long written;

    /** Whether the process had read nothing when its input ended. */
    private boolean hasReadNothing;

    /** Set before {@link #processEnded}. */
    private ExitResult result;

    /** Set before {@link #answersEnded}. */
    private byte[] unterminated;

    private boolean answeredTooMuch;
    private String damage;

    /**
     * Starts the process.
     *
     * @param id distinguishes it from all other processes of the pool
     */
    WorkerProcess(
            ServePlan plan,
            ProcessTree tree,
            PoolThreads threads,
            int number,
            String id,
            AnswerReceiver receiver) {
        this.id = id;
        this.tree = tree;
        this.input = Pipe.make().withCapacity(plan.pipe());
        process =
                plan.stream()
                        .launch(tree, number)
                        .with(VARIABLE, id)
                        .reading(input)
                        .writing(output.withCapacity(plan.pipe()))
                        .start();
        input.closeOut();
        output.closeIn();
        threads.startHelper("answers", () -> read(plan, receiver));
        threads.startHelper("end", this::awaitEnd);
    }

    private void read(ServePlan plan, AnswerReceiver receiver) {
        try (RunReader answers =
                new RunReader(output.out(), plan.stream().framing(), Long.MAX_VALUE)) {
            while (answers.next()) {
                if (answers.isCompleted()) {
                    unterminated = bytesOf(answers);
                } else if (!receiver.take(answers)) {
                    answeredTooMuch = true;
                    endDescendants();
                    break;
                }
            }
        } catch (IpcException e) {
            if (e.category() != Category.UNUSABLE) {
                throw e;
            }
            damage = e.getMessage(); // a frame that is cut short, or no frame
            endDescendants();
        }
        output.closeOut();
        receiver.end(); // before answersEnded: after it another process may take this one's place
        answersEnded.countDown();
        if (!inputEnded && isRunningOn()) {
            closedOutput = true;
            endDescendants(); // it cannot answer, and may never read what is being written to it
        }
    }

    private static byte[] bytesOf(RunReader answers) {
        byte[] bytes = new byte[Math.toIntExact(answers.length())];
        answers.bytes().asSlice(answers.from(), bytes.length).asByteBuffer().get(bytes);
        return bytes;
    }

    private void awaitEnd() {
        result = process.await();
        processEnded.countDown();
        if (!isSoon(answersEnded)) {
            endDescendants();
        }
    }

    /** Ends the process, if it still runs, and all processes that it has started. */
    private void endDescendants() {
        tree.end(member -> member.variable(VARIABLE).equals(id));
    }

    /** Returns how many bytes of its input the process has not read. */
    int unread() {
        return input.unread();
    }

    /** Writes all remaining bytes; returns false if the process reads no more. */
    boolean write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                written += input.in().write(bytes);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the input, and waits for the end of the answers. */
    void finish() {
        inputEnded = true;
        hasReadNothing = input.unread() >= written;
        input.closeIn();
        await(answersEnded);
    }

    /** Whether a signal from outside ended the process before it had read anything. */
    boolean wasEndedIdle() {
        return hasReadNothing
                && !closedOutput
                && (result.signal() == SIGKILL || Shutdown.isIntended(result.status()));
    }

    /**
     * Waits for the exit, after {@link #finish}.
     *
     * @param due whether to end the process if it does not exit soon
     */
    ExitResult await(boolean due) {
        if (due && isRunningOn()) {
            closedOutput = true;
            endDescendants();
        }
        await(processEnded);
        return result;
    }

    /** Returns a last answer without a terminator, with the terminator added; null for none. */
    byte[] unterminated() {
        return unterminated;
    }

    /** Whether there were more answers than records. */
    boolean hasAnsweredTooMuch() {
        return answeredTooMuch;
    }

    /** Returns the reason for which this program ended the process; null for none. */
    String damage() {
        return damage == null && closedOutput ? "it had closed its output" : damage;
    }

    /**
     * Whether the process still runs some time after the end of its output. On a busy machine the
     * thread that waits for the exit may be late, so the process itself is asked too.
     */
    private boolean isRunningOn() {
        return !isSoon(processEnded) && process.isAlive();
    }

    private static boolean isSoon(CountDownLatch event) {
        try {
            return event.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw PoolThreads.interrupted(e);
        }
    }

    private static void await(CountDownLatch event) {
        try {
            event.await();
        } catch (InterruptedException e) {
            throw PoolThreads.interrupted(e);
        }
    }
}
