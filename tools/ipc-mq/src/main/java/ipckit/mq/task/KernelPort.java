package ipckit.mq.task;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.process.CommandProcesses;
import ipckit.common.process.Shutdown;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers the requests to the kernel port of a task while {@code task run} runs the task's command.
 * The requests are {@code suspend}, {@code resume}, {@code terminate} and {@code ports}. This
 * object sends its reply with the first send-once right or send right that the request carries.
 *
 * <p>A thread of this object receives and answers the requests. Safe for several threads.
 */
final class KernelPort implements AutoCloseable {
    private static final String MORE = "...\n";

    private final String task;
    private final CommandProcesses processes;
    private final PortSpace space = new PortSpaces().open();
    private final PortReceiver receiver;
    private final Runnable cleanUp = this::continueAll;
    private boolean ended;
    private volatile long suspensions;

    /**
     * Attaches to the kernel port.
     *
     * @param processes the processes that belong to the task
     */
    KernelPort(String task, CommandProcesses processes) {
        this.task = task;
        this.processes = processes;
        try {
            this.receiver = space.ports().kernelReceiver(task, () -> false);
        } catch (RuntimeException | Error e) {
            space.close();
            throw e;
        }
    }

    /** Begins to answer requests. The command of the task must be running. */
    void start() {
        Shutdown.addCleanUp(cleanUp);
        Thread thread = new Thread(this::serve, "kernel-port");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (serveNext()) {
                // The loop ends when the task is destroyed, or when the command has ended.
            }
        } finally {
            continueAll();
        }
    }

    /** Answers one request. Returns false if no further request can be answered. */
    private boolean serveNext() {
        try {
            if (receiver.receive(Deadline.NEVER) != MailboxOutcome.DONE || !answer()) {
                return false;
            }
            receiver.acknowledge();
            return true;
        } catch (IpcException e) {
            // If a stopped process has held the lock of the port space or of a mailbox for a long
            // time, serve() calls this method again. In all other cases, the task was removed, or
            // the port space is damaged.
            return e.category() == Category.TIMED_OUT || e.category() == Category.WOULD_BLOCK;
        }
    }

    /**
     * Lets the processes of a suspended task continue. This is necessary when a signal ends this
     * process: the command then gets TERM, and a stopped process does not act on TERM.
     */
    private void continueAll() {
        if (suspensions > 0) {
            processes.signal("CONT");
        }
    }

    /**
     * Answers the request that was received. Returns false, and answers nothing, if {@link #close}
     * was called, because the task is about to be destroyed.
     */
    private synchronized boolean answer() {
        if (ended) {
            return false;
        }
        String request = new String(receiver.message().body(), StandardCharsets.UTF_8);
        new Replier(space, task).reply(receiver.rights(), reply(request), List.of());
        return true;
    }

    private KernelReply reply(String request) {
        try {
            return perform(request.strip());
        } catch (IpcException e) {
            return KernelReply.of(e);
        }
    }

    private KernelReply perform(String request) {
        return switch (request) {
            case "suspend" -> suspend();
            case "resume" -> resume();
            case "terminate" -> {
                processes.signal("KILL");
                yield KernelReply.of("terminated");
            }
            case "ports" -> KernelReply.of(ports());
            default ->
                    KernelReply.of(
                            new IpcException(
                                    Category.UNUSABLE,
                                    "unknown request: use suspend, resume, terminate or ports"));
        };
    }

    /**
     * Stops the processes of the task. A process that is stopped while it has the lock of the port
     * space would block all tasks. Therefore this method has the lock until all processes have
     * stopped, but at most for a second.
     */
    private KernelReply suspend() {
        // The count is increased first. So from now on, continueAll() lets the processes continue
        // if a signal ends this process.
        suspensions++;
        try {
            space.whileLocked(processes::stop);
        } catch (IpcException e) {
            suspensions--;
            throw e;
        }
        return KernelReply.of("suspended " + suspensions);
    }

    /**
     * Takes back one suspension. As in Mach, the processes continue when all suspensions have been
     * taken back.
     */
    private KernelReply resume() {
        if (suspensions == 0) {
            return KernelReply.of(
                    new IpcException(Category.WOULD_BLOCK, "task " + task + " is not suspended"));
        }
        suspensions--;
        if (suspensions > 0) {
            return KernelReply.of("suspended " + suspensions);
        }
        processes.signal("CONT");
        return KernelReply.of("resumed");
    }

    /**
     * Returns the task's names, one line for each name with the rights that it stands for. Leaves
     * out the rights that the request carried. If the lines are too many for one message, the last
     * line is "...".
     */
    private String ports() {
        List<Ports.Held> names = space.ports().rights(task);
        for (AcceptedRight right : receiver.rights()) {
            names.removeIf(name -> name.name().equals(right.name()) && !name.receive());
        }
        StringBuilder text = new StringBuilder();
        for (Ports.Held name : names) {
            String line = name.name() + " " + name.description() + "\n";
            if (text.length() + line.length() + MORE.length() > Ports.STANDARD_BYTES) {
                return text + MORE.strip();
            }
            text.append(line);
        }
        return text.toString().strip();
    }

    /**
     * Waits until the present request is answered, and then destroys the kernel port. Requests that
     * were not answered are destroyed with it.
     */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        Shutdown.removeCleanUp(cleanUp);
        try (PortSpace own = new PortSpaces().open()) {
            own.ports().destroyKernelPort(task);
        } catch (IpcException e) {
            // Either the task was removed, or the port space cannot be locked. In the second case,
            // the kernel port is destroyed together with the task.
        }
    }
}
