package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.process.CommandProcesses;
import ipckit.common.process.Shutdown;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Answers the requests to the kernel port of a task while {@code task run} runs the task's command.
 * The reply is sent with the first send-once right or send right that the request carries. The
 * requests are:
 *
 * <pre>
 * suspend           stops the processes of the task; the reply tells the number of suspensions
 * suspend DURATION  stops the processes for this time. A task has at most one suspension with a
 *                   DURATION: a repeated request replaces the DURATION, and "suspend 0s" ends the
 *                   suspension
 * resume            takes back one suspension. The suspension with a DURATION is taken back after
 *                   all others. When no suspension is left, the processes continue
 * terminate         kills the processes
 * ports             the reply has a line for each name that the task has for a port or port set
 * times             the reply is the CPU time in milliseconds that the processes have used
 * </pre>
 *
 * <p>A thread of this object receives and answers the requests. This class is safe for several
 * threads.
 */
final class KernelPort implements AutoCloseable {
    private static final String MORE = "...\n";
    private static final String SUSPEND = "suspend";

    /**
     * The longest time, in milliseconds, for which {@link #close} waits for the end of the thread.
     */
    private static final long END_MILLIS = 1000;

    private final String task;
    private final CommandProcesses processes;

    /** The participant that the thread that called the constructor uses in the port space. */
    private final PortSpace starter;

    /** The participant that this object's own thread uses in the port space. */
    private final PortSpace space = new PortSpaces().open();

    private final PortReceiver receiver;
    private final Replier replier;
    private final Thread thread = new Thread(this::serve, "kernel-port");
    private final Runnable cleanUp = this::continueAll;
    private final Suspensions suspensions = new Suspensions();

    /**
     * Guards {@link #mustRun}, and is locked while this process sends STOP to processes of the
     * task.
     */
    private final Object stopping = new Object();

    /** Whether the task must not be stopped any more, because this process ends. */
    private boolean mustRun;

    /** The request that is being answered; null if there is none. */
    private Answer answer;

    private boolean ended;
    private long cpuMillis;

    /** A request that was carried out, and its reply. */
    private record Answer(RequestRights rights, KernelReply reply) {}

    /**
     * Attaches to the kernel port of a task, to receive the requests that are sent to it.
     *
     * @param starter the participant that the calling thread uses in the port space; the same
     *     thread must call {@link #close}
     * @param task the name of the task
     * @param processes the processes that belong to the task
     */
    KernelPort(PortSpace starter, String task, CommandProcesses processes) {
        this.starter = starter;
        this.task = task;
        this.processes = processes;
        this.replier = new Replier(space, task);
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
            receiver.close();
            space.close();
        }
    }

    /**
     * Receives and answers a request, or tries again to answer the request that was received
     * before. Returns false if no further request can be answered.
     */
    private boolean serveNext() {
        expire();
        try {
            if (answer == null) {
                MailboxOutcome outcome = receiver.receive(suspensions.deadline());
                if (outcome == MailboxOutcome.TIMED_OUT) {
                    return true;
                }
                if (outcome != MailboxOutcome.DONE) {
                    return false;
                }
            }
            boolean goesOn = answer();
            if (goesOn && answer != null) {
                // The pause is here and not in answer(), because answer() holds the monitor of this
                // object, and close() needs the monitor meanwhile.
                Replier.pause();
            }
            return goesOn;
        } catch (IpcException e) {
            // If a stopped process has held the lock of the port space or of a mailbox for a long
            // time, the result is true, and serve() calls this method again. After any other
            // exception, for example because the task was removed, this thread ends.
            return e.category() == Category.TIMED_OUT || e.category() == Category.WOULD_BLOCK;
        }
    }

    /** Takes back the suspension with a time limit if the limit has passed. */
    private void expire() {
        if (suspensions.expire(System.nanoTime())) {
            continueUnlessSuspended();
        }
    }

    /**
     * Lets the processes of a suspended task continue. This is necessary when a signal ends this
     * process: the task's command then gets TERM, and a stopped process does not act on TERM. If
     * another thread is just stopping the processes, this method first waits until that thread has
     * finished, which takes about a second at most. After this method, no process gets STOP.
     */
    private void continueAll() {
        synchronized (stopping) {
            mustRun = true;
        }
        if (suspensions.count() > 0) {
            processes.signal("CONT");
        }
    }

    /**
     * Carries out the request that was received, and sends the reply. If the reply cannot be sent
     * yet, the next call only sends the reply. Returns false, and does nothing, if {@link #close}
     * was called, because the task is about to be destroyed.
     */
    private synchronized boolean answer() {
        if (ended) {
            return false;
        }
        if (answer == null) {
            String request = new String(receiver.message().body(), StandardCharsets.UTF_8);
            answer = new Answer(new RequestRights(receiver.rights()), reply(request));
        }
        if (replier.reply(answer.rights(), answer.reply(), List.of())) {
            receiver.acknowledge();
            answer = null;
        }
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
        if (request.startsWith(SUSPEND + " ")) {
            String limit = request.substring(SUSPEND.length()).strip();
            return suspend(duration(limit));
        }
        return switch (request) {
            case SUSPEND -> suspend();
            case "resume" -> resume();
            case "terminate" -> {
                processes.signal("KILL");
                yield KernelReply.of("terminated");
            }
            case "ports" -> KernelReply.of(ports());
            case "times" -> KernelReply.of(Long.toString(times()));
            default ->
                    KernelReply.of(
                            new IpcException(
                                    Category.UNUSABLE,
                                    "unknown request: use suspend, resume, terminate, ports or"
                                            + " times"));
        };
    }

    private static Duration duration(String text) {
        try {
            return DurationConverter.ANY.convert(text);
        } catch (IpcException e) {
            // The converter reports USAGE, which stands for a wrong command line. The duration
            // comes from a request, so this method reports UNUSABLE instead.
            throw new IpcException(Category.UNUSABLE, e.getMessage());
        }
    }

    private KernelReply suspend() {
        // The suspension must be counted before the processes are stopped. If a signal ends this
        // process meanwhile, continueAll() lets the processes continue only if a suspension is
        // counted.
        suspensions.add();
        stop();
        return state();
    }

    private KernelReply suspend(Duration limit) {
        boolean was = suspensions.count() > 0;
        suspensions.limit(System.nanoTime(), limit.toNanos());
        if (suspensions.count() == 0) {
            if (was) {
                processes.signal("CONT");
            }
        } else if (!was) {
            // A task that was suspended before is not stopped again, because its processes are
            // stopped already. The search for processes would be slow, and a scheduler often sends
            // this request.
            stop();
        }
        return state();
    }

    /**
     * Stops the processes of the task. A process that is stopped while it has the lock of the port
     * space, or while it attaches to the space, would block all tasks. Therefore this method waits
     * until no process does so, and lets none begin until all processes have stopped, but at most
     * for a second. If the wait fails, takes the new suspension back.
     */
    private void stop() {
        try {
            space.whileUnused(this::stopProcesses);
        } catch (IpcException e) {
            boolean _ = suspensions.takeBack();
            throw e;
        }
    }

    private void stopProcesses() {
        synchronized (stopping) {
            if (!mustRun) {
                processes.stop();
            }
        }
    }

    private KernelReply resume() {
        if (!suspensions.takeBack()) {
            return KernelReply.of(
                    new IpcException(Category.WOULD_BLOCK, "task " + task + " is not suspended"));
        }
        continueUnlessSuspended();
        return state();
    }

    private void continueUnlessSuspended() {
        if (suspensions.count() == 0) {
            processes.signal("CONT");
        }
    }

    private KernelReply state() {
        long count = suspensions.count();
        return KernelReply.of(count == 0 ? "resumed" : SUSPEND + "ed " + count);
    }

    /**
     * Returns the CPU time in milliseconds. The result never decreases, although the time of a
     * process is missing between its end and the moment in which its parent reaps it.
     */
    private long times() {
        cpuMillis = Math.max(cpuMillis, processes.cpuMillis());
        return cpuMillis;
    }

    /**
     * Returns the names that the task has for ports and port sets, one line for each name with its
     * rights. Leaves out the rights that the task has received with the present request. If the
     * lines are too many for one message, the last line is "...".
     */
    private String ports() {
        List<Ports.Held> names = space.ports().rights(task);
        for (AcceptedRight right : receiver.rights()) {
            names.replaceAll(
                    name -> name.name().equals(right.name()) ? name.without(right.right()) : name);
        }
        names.removeIf(Ports.Held::isEmpty);
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
     * Waits until the present request is answered, or until an attempt to answer it has failed, and
     * then destroys the kernel port. Requests that were not answered are destroyed with the port.
     * Then waits until this object's thread has ended and has detached from the port space, but at
     * most for a second.
     */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        Shutdown.removeCleanUp(cleanUp);
        try {
            starter.ports().destroyKernelPort(task);
        } catch (IpcException e) {
            // Either the task was removed, or the port space cannot be locked. In the second case,
            // the kernel port is destroyed together with the task.
        }
        if (thread.getState() == Thread.State.NEW) {
            receiver.close();
            space.close();
            return;
        }
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
