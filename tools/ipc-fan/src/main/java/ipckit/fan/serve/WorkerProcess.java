package ipckit.fan.serve;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A child process that works on records. Each object stands for one process. If a replacement is
 * started after the end of the process, the replacement has an object of its own. Three threads use
 * an object. One thread writes records to the process. A second thread reads the answers. A third
 * thread reaps the process when the process exits. If descendants of the process then still hold
 * the output of the process open, the third thread ends the descendants.
 */
final class WorkerProcess {
    /**
     * The environment variable that a child process and all its descendants inherit. The value of
     * the variable is different for each child process, so this program can find and end the
     * descendants of one child process.
     */
    private static final String VARIABLE = "IPC_RUN";

    /**
     * The time limit in milliseconds of two waits. After the process has exited, this program waits
     * for the end of the output. After the output has ended, this program waits for the exit of the
     * process. When the limit passes, this program ends the process and its descendants.
     */
    private static final long GRACE_MILLIS = 100;

    private static final int SIGKILL = 9;

    private final String id;
    private final ProcessTree tree;
    private final Pipe input = Pipe.make();
    private final Pipe output = makePipe();
    private final ChildProcess process;
    private final CountDownLatch answersEnded = new CountDownLatch(1);
    private final CountDownLatch processEnded = new CountDownLatch(1);
    private volatile boolean inputEnded;

    /**
     * Whether this program ended the process because the process closed its output but did not
     * exit.
     */
    private volatile boolean closedOutput;

    /** The number of bytes in all records that the process was given. */
    private long given;

    /** The number of bytes that were written to the input of the process. */
    private long written;

    /** Whether the process had read none of its input when this program closed the input. */
    private boolean hasReadNothing;

    /**
     * The number of unread bytes in the input pipe just before this program closed its writing end.
     * The field is 0 if this program has opened the reading end again, so that it can count the
     * unread bytes later. Opening the reading end fails if this program has too many open files.
     */
    private int lastUnread;

    /** The number of bytes that the process was given and has not read. */
    private long neverRead;

    /** The exit status or signal; set before {@link #processEnded} is counted down. */
    private ExitResult result;

    /**
     * The last answer, if the process wrote no terminator after the answer. The field is set before
     * {@link #answersEnded} is counted down.
     */
    private byte[] unterminated;

    private boolean answeredTooMuch;
    private String damage;

    /**
     * Starts the process.
     *
     * @param worker receives the answers
     * @param id the value of the variable {@link #VARIABLE}, which is different for each child
     *     process of the pool
     */
    WorkerProcess(WorkerPool pool, PoolWorker worker, String id) {
        this.id = id;
        this.tree = pool.tree();
        ServePlan plan = pool.plan();
        try {
            process =
                    plan.stream()
                            .launch(tree, worker.number())
                            .with(VARIABLE, id)
                            .reading(input.withCapacity(plan.pipe()))
                            .writing(output.withCapacity(plan.pipe()))
                            .start();
        } catch (IpcException e) {
            // The start failed. The pool may continue without this process, so the pipes must not
            // stay open.
            input.close();
            output.close();
            throw e;
        }
        input.closeOut();
        output.closeIn();
        pool.threads().startHelper("answers", () -> read(plan.stream().framing(), worker));
        pool.threads().startHelper("end", this::awaitEnd);
    }

    private Pipe makePipe() {
        try {
            return Pipe.make();
        } catch (IpcException e) {
            input.close();
            throw e;
        }
    }

    private void read(Framing framing, PoolWorker worker) {
        try (RunReader answers = new RunReader(output.out(), framing, Long.MAX_VALUE)) {
            while (answers.next()) {
                if (answers.isCompleted()) {
                    unterminated = bytesOf(answers);
                } else if (!worker.take(answers)) {
                    answeredTooMuch = true;
                    endDescendants();
                    break;
                }
            }
        } catch (IpcException e) {
            if (e.category() != Category.UNUSABLE) {
                throw e;
            }
            damage = e.getMessage();
            endDescendants();
        }
        output.closeOut();
        // This call must come before answersEnded is counted down, because a replacement process
        // can start immediately afterwards. A call after that start would wrongly mark the
        // replacement as a process that gives no more answers.
        worker.endAnswers();
        answersEnded.countDown();
        if (!inputEnded && isRunningOn()) {
            closedOutput = true;
            endDescendants();
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

    /** Ends the process and all its descendants. */
    private void endDescendants() {
        tree.end(member -> member.variable(VARIABLE).equals(id));
    }

    /** Returns the number of unread bytes in the input pipe of the process. */
    int unread() {
        return input.unread();
    }

    /** Writes {@code bytes} to the process. Returns false if the process has closed its input. */
    boolean write(ByteBuffer bytes) {
        given += bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                written += input.in().write(bytes);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes the input of the process, and waits for the end of the answers. */
    void finish() {
        inputEnded = true;
        int unread = input.unread();
        hasReadNothing = unread >= written;
        lastUnread = input.closeInAndReopenOut() ? 0 : unread;
        Uninterrupted.await(answersEnded::await);
    }

    /**
     * Returns whether another program ended the process by a signal before the process had read any
     * of its input.
     */
    boolean wasEndedIdle() {
        return hasReadNothing
                && !wasEndedByThisProgram()
                && (result.signal() == SIGKILL || Shutdown.isIntended(result.status()));
    }

    /** Returns whether this program ended the process because of a fault of the process. */
    boolean wasEndedByThisProgram() {
        return answeredTooMuch || damage() != null;
    }

    /**
     * Waits for the exit of the process, and returns how the process ended. Afterwards, {@link
     * #neverRead} has its final value. Call this method after {@link #finish}.
     *
     * @param due true to end the process if it does not exit within 100 ms; false to wait without a
     *     limit
     */
    ExitResult await(boolean due) {
        if (due && isRunningOn()) {
            closedOutput = true;
            endDescendants();
        }
        Uninterrupted.await(processEnded::await);
        neverRead = given - written + input.unread() + lastUnread;
        input.close();
        return result;
    }

    /**
     * Returns the number of bytes that the process was given and has not read. Call this method
     * after {@link #await}.
     */
    long neverRead() {
        return neverRead;
    }

    /**
     * Returns the last answer if the process wrote no terminator after this answer, otherwise null.
     * This program has added the missing terminator to the returned bytes.
     */
    byte[] unterminated() {
        return unterminated;
    }

    /** Returns whether the process gave more answers than the number of records given to it. */
    boolean hasAnsweredTooMuch() {
        return answeredTooMuch;
    }

    /**
     * Returns a description of the fault for which this program ended the process, for example a
     * closed output. Returns null if there was no such fault. This method does not report that the
     * process gave too many answers: {@link #hasAnsweredTooMuch} does.
     */
    String damage() {
        return damage == null && closedOutput ? "it had closed its output" : damage;
    }

    /**
     * Returns whether the process still runs 100 ms after the end of its output. The thread that
     * waits for the exit may be late on a busy machine. Therefore this method also asks the system
     * whether the process is alive.
     */
    private boolean isRunningOn() {
        return !isSoon(processEnded) && process.isAlive();
    }

    private static boolean isSoon(CountDownLatch event) {
        Uninterrupted.await(() -> event.await(GRACE_MILLIS, TimeUnit.MILLISECONDS));
        return event.getCount() == 0;
    }
}
