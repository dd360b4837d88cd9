package ipckit.mq.microkernel;

import ipckit.common.Uninterrupted;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One process of a service, with the two pipes to it. Safe for several threads, but only one thread
 * may read.
 *
 * <p>A write may block until the process reads, and in turn the process may block until the kernel
 * reads. To avoid a deadlock, the thread that calls {@link #read} writes only results: a service
 * that has asked the kernel for something waits for the result, so it reads the pipe.
 */
final class ServiceProcess {
    private static final long END_MILLIS = 2000;

    /**
     * The variables that the process inherits, as ipc-mq-kernel(7) lists them. {@code
     * IPCKIT_DAEMON_TAG} marks the processes of a daemon. The other variables affect how this
     * program starts.
     */
    private static final Set<String> VARIABLES =
            Set.of("PATH", "LC_ALL", "IPCKIT_JAVA_OPTS", "IPCKIT_DEBUG", "IPCKIT_DAEMON_TAG");

    private final ChildProcess child;

    /** Serializes the writes to the standard input of the process. */
    private final ReentrantLock writing = new ReentrantLock();

    private ServiceProcess(ChildProcess child) {
        this.child = child;
    }

    /**
     * Starts a process. It has a session of its own, so that a key at the terminal, such as Ctrl-C,
     * reaches only the kernel.
     *
     * @param main the main class of this program
     * @param words the arguments with which this program runs the service
     * @throws ipckit.common.IpcException if the system refuses another process
     */
    static ServiceProcess start(Class<?> main, List<String> words) {
        return new ServiceProcess(ThisProgram.startDetached(main, words, VARIABLES));
    }

    /** Returns the process ID. */
    long pid() {
        return child.pid();
    }

    /**
     * Writes a message. Does nothing if the process has died, because the thread that calls {@link
     * #read} notices the death.
     */
    void write(ServiceMessage message) {
        writing.lock();
        try {
            message.writeTo(child.stdin());
        } catch (IOException e) {
            // The process has died. The thread that reads from it notices the death.
        } finally {
            writing.unlock();
        }
    }

    /**
     * Reads the next message; returns null if the process has closed its standard output.
     *
     * @throws IOException if the process has died
     * @throws ipckit.common.IpcException if the process has written something else than messages
     */
    ServiceMessage read() throws IOException {
        return ServiceMessage.readFrom(child.stdout());
    }

    /**
     * Closes the standard input of the process, which then ends by itself. Kills the process if it
     * still runs after two seconds.
     */
    void close() {
        Uninterrupted.await(
                () -> {
                    if (writing.tryLock(END_MILLIS, TimeUnit.MILLISECONDS)) {
                        closeInput();
                        writing.unlock();
                    }
                });
        if (!child.awaitEnd(END_MILLIS)) {
            kill();
        }
    }

    private void closeInput() {
        try {
            child.stdin().close();
        } catch (IOException e) {
            // The process no longer reads the pipe. It is killed later if it still runs.
        }
    }

    /** Kills the process. */
    void kill() {
        boolean _ = child.signal("KILL");
    }

    /**
     * Waits until the process has ended, and returns its result. Does not return if a signal is
     * ending this process: the same signal may have ended the process of the service, and this is
     * no failure that the caller should report.
     */
    ExitResult reap() {
        ExitResult result = child.await();
        Shutdown.yieldToSignalAfter(result.status());
        // This call does not wait for long: the process has ended, so a thread that has the lock
        // cannot wait for room in the pipe.
        writing.lock();
        child.closePipes();
        writing.unlock();
        return result;
    }
}
