package ipckit.mq.microkernel.policy;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.Uninterrupted;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ProcessTree;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of a policy program, which is a program of the user that assigns priorities to tasks.
 * For each question, a new thread writes the question and reads the answer, because a program that
 * does not read or write would block the calling thread for ever. If the scheduler service, which
 * has started the program, is killed, a watchdog ends the program with its descendants. An instance
 * belongs to one thread.
 */
final class PolicyProcess implements AutoCloseable {
    /** The largest number of bytes in an answer. An endless line must not fill the memory. */
    private static final int MOST_BYTES = 64 << 10;

    /**
     * The longest wait for the end of a process that has closed a pipe, in milliseconds. After a
     * process is killed, also the longest wait for the thread that reads its answer.
     */
    private static final long END_MILLIS = 200;

    /**
     * Ends the process of the program with its descendants. A watchdog does the same if the process
     * of the service is killed.
     */
    private final ProcessTree tree = new ProcessTree(Duration.ZERO);

    private final ChildProcess child;
    private FutureTask<String> exchange;
    private long asked;

    /**
     * Starts the program.
     *
     * @throws IpcException NOT_FOUND or CANNOT_RUN if the program cannot be started
     */
    PolicyProcess(Path program) {
        byte[] file = PathBytes.of(PathBytes.absolute(program));
        try {
            child = tree.launch(List.of(file)).pipingStdin().pipingStdout().start();
        } catch (RuntimeException | Error e) {
            tree.close();
            throw e;
        }
    }

    /**
     * Returns the absolute path of a program as text. A name without a slash would be searched for
     * in PATH.
     */
    static String text(Path program) {
        return ExactText.of(PathBytes.of(PathBytes.absolute(program)));
    }

    /**
     * Asks a question and waits for the answer. If an earlier question is still unanswered, does
     * not ask this question, and waits for the answer to the earlier one.
     *
     * @param wait the longest wait of this call
     * @param limit the longest time from a question to its answer
     * @return the answer; null if there is none yet
     * @throws IpcException FAILED if the process has ended or has closed a pipe; UNUSABLE if it has
     *     not written exactly one line for each question; TIMED_OUT if the limit has passed. The
     *     caller must close this object after a failure
     */
    String ask(String question, Duration wait, Duration limit) {
        if (exchange == null) {
            begin(question);
        }
        try {
            String answer = exchange.get(wait.toNanos(), TimeUnit.NANOSECONDS);
            exchange = null;
            return answer;
        } catch (TimeoutException e) {
            if (System.nanoTime() - asked < limit.toNanos()) {
                return null;
            }
            throw new IpcException(
                    Category.TIMED_OUT, "no answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IpcException failure ? failure : end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }

    private void begin(String question) {
        exchange = new FutureTask<>(() -> exchange(question));
        asked = System.nanoTime();
        Thread thread = new Thread(exchange, "policy");
        thread.setDaemon(true);
        thread.start();
    }

    private String exchange(String question) throws IOException {
        if (child.stdout().available() > 0) {
            throw new IpcException(Category.UNUSABLE, "more than one line for a question");
        }
        child.stdin().write((question + "\n").getBytes(StandardCharsets.UTF_8));
        child.stdin().flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = child.stdout().read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
            if (line.size() > MOST_BYTES) {
                throw new IpcException(Category.UNUSABLE, "a line is too long");
            }
            next = child.stdout().read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /**
     * Returns the failure of a process that has closed a pipe. The pipes of an ending process are
     * closed shortly before its end can be seen, so this method waits for the end.
     */
    private IpcException end() {
        String reason =
                child.awaitEnd(END_MILLIS)
                        ? "it has ended with status " + child.await().status()
                        : "it has closed a pipe";
        return new IpcException(Category.FAILED, reason);
    }

    /** Returns the process ID. */
    long pid() {
        return child.pid();
    }

    /**
     * Ends the process. If a question is unanswered, kills the process and its descendants at once.
     * Otherwise closes the standard input of the process, waits for its end, and kills the process
     * and the descendants that still run.
     *
     * @param grace the longest wait for the end
     */
    void end(Duration grace) {
        if (exchange == null) {
            try {
                child.stdin().close();
            } catch (IOException e) {
                // The process no longer reads the pipe. It is killed below if it still runs.
            }
            boolean _ = child.awaitEnd(grace.toMillis());
        }
        close();
    }

    /** Kills the process and its descendants. */
    @Override
    public void close() {
        boolean _ = child.signal("KILL");
        tree.end();
        tree.close();
        child.await();
        if (exchange != null) {
            // The thread that waits for the answer uses the pipes until it notices that the program
            // and its descendants have ended.
            Uninterrupted.await(this::awaitExchange);
        }
        child.closePipes();
    }

    private void awaitExchange() throws InterruptedException {
        try {
            String _ = exchange.get(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The answer of a killed process is not used.
        }
    }
}
