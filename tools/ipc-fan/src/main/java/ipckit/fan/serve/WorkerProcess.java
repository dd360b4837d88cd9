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
 * One process that answers, from its start to its end. One thread writes to it and waits for its
 * end; another one, of its own, reads what it answers; a third sees to it that the second comes to
 * an end: somebody whom the process has started may have its output and live on.
 */
final class WorkerProcess {
    /** By this its descendants are told from those of others. */
    private static final String VARIABLE = "IPC_RUN";

    /** How much later than a process the end of its output may come, and the other way round. */
    private static final Duration LATER = Duration.ofMillis(100);

    private static final int SIGKILL = 9;

    /** Takes answers. */
    interface Taker {
        /** False if it was given more than it had asked for: then the process is ended. */
        boolean take(RunReader answers);

        /** There will be no more. */
        void end();
    }

    private final String id;
    private final ProcessTree tree;
    private final Pipe input;
    private final Pipe output = Pipe.make();
    private final ChildProcess process;
    private final CountDownLatch answersOver = new CountDownLatch(1);
    private final CountDownLatch processOver = new CountDownLatch(1);
    private volatile boolean inputOver;

    /** Whether it was we who ended it, for it was still there and had closed its output. */
    private volatile boolean silent;

    /** How many bytes it was given, and whether none of them was read. */
    private long written;

    private boolean idle;

    /** Set before the process is over. */
    private ExitResult ended;

    /** Set before the answers are over. */
    private byte[] unfinished;

    private boolean talkative;
    private String damage;

    /**
     * Starts it.
     *
     * @param id nobody else's in the tree
     */
    WorkerProcess(
            WorkerPool.Plan plan,
            ProcessTree tree,
            PoolThreads crew,
            int number,
            String id,
            Taker taker) {
        this.id = id;
        this.tree = tree;
        this.input = Pipe.make().holding(plan.pipe());
        process =
                plan.launch(tree, number)
                        .with(VARIABLE, id)
                        .reading(input)
                        .writing(output.holding(plan.pipe()))
                        .start();
        input.closeOut();
        output.closeIn();
        crew.beside("answers", () -> read(plan, taker));
        crew.beside("end", this::awaitEnd);
    }

    private void read(WorkerPool.Plan plan, Taker taker) {
        try (RunReader answers = new RunReader(output.out(), plan.framing(), Long.MAX_VALUE)) {
            while (answers.next()) {
                if (answers.isCompleted()) {
                    unfinished = bytesOf(answers);
                } else if (!taker.take(answers)) {
                    talkative = true;
                    endFamily();
                    break;
                }
            }
        } catch (IpcException e) {
            if (e.category() != Category.UNUSABLE) {
                throw e;
            }
            damage = e.getMessage(); // a frame cut short by its end, or none at all
            endFamily();
        }
        output.closeOut();
        taker.end(); // not when another process has taken its place
        answersOver.countDown();
        if (!inputOver && !isSoon(processOver)) {
            silent = true;
            endFamily(); // it says no more, and may never read what is being written to it
        }
    }

    private static byte[] bytesOf(RunReader answers) {
        byte[] bytes = new byte[Math.toIntExact(answers.length())];
        answers.bytes().asSlice(answers.from(), bytes.length).asByteBuffer().get(bytes);
        return bytes;
    }

    private void awaitEnd() {
        ended = process.await();
        processOver.countDown();
        if (!isSoon(answersOver)) {
            endFamily();
        }
    }

    private void endFamily() {
        tree.end(member -> member.variable(VARIABLE).equals(id));
    }

    /** How many bytes it has not read. */
    int unread() {
        return input.unread();
    }

    /** False if it reads no more. */
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

    /** Ends its input, and waits for the end of its answers. */
    void finish() {
        inputOver = true;
        idle = input.unread() >= written;
        input.closeIn();
        await(answersOver);
    }

    /** Whether it was ended from outside before it had read anything. */
    boolean wasEndedIdle() {
        return idle && !silent && (ended.signal() == SIGKILL || Shutdown.isMeant(ended.status()));
    }

    /**
     * Waits for its end, after the end of its answers.
     *
     * @param due whether it is to be ended if it does not end by itself soon
     */
    ExitResult await(boolean due) {
        if (due && !isSoon(processOver)) {
            silent = true;
            endFamily();
        }
        await(processOver);
        return ended;
    }

    /** What it had begun to answer when it ended, with a terminator; null for nothing. */
    byte[] unfinished() {
        return unfinished;
    }

    /** Whether it has answered what nobody had asked. */
    boolean wasTalkative() {
        return talkative;
    }

    /** For what we have ended it; null for nothing. */
    String damage() {
        return damage == null && silent ? "it had closed its output" : damage;
    }

    private static boolean isSoon(CountDownLatch event) {
        try {
            return event.await(LATER.toMillis(), TimeUnit.MILLISECONDS);
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
