package ipckit.mq.task;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.process.CommandProcesses;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSender;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers the requests to the kernel port of a task while {@code task run} runs the task's command.
 * The requests are {@code suspend}, {@code resume}, {@code terminate} and {@code ports}. The reply
 * is sent by the first send-once right or send right that the request carries.
 *
 * <p>A thread of this object receives and answers the requests. Safe for several threads.
 */
final class KernelPort implements AutoCloseable {
    private static final String MORE = "...\n";

    private final String task;
    private final CommandProcesses processes;
    private final PortSpace space = new PortSpaces().open();
    private final PortReceiver receiver;
    private volatile boolean ended;
    private long suspensions;

    /**
     * Begins to answer requests.
     *
     * @param processes the processes that belong to the task
     */
    KernelPort(String task, CommandProcesses processes) {
        this.task = task;
        this.processes = processes;
        try {
            this.receiver = space.ports().kernelReceiver(task, () -> ended);
        } catch (RuntimeException | Error e) {
            space.close();
            throw e;
        }
        Thread thread = new Thread(this::serve, "kernel-port");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (receiver.receive(Deadline.NEVER) == MailboxOutcome.DONE && answer()) {
                receiver.acknowledge();
            }
        } catch (IpcException e) {
            // The task was removed, and its kernel port with it. If the port space is damaged, the
            // thread that waits for the command ends with this failure, too.
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
        KernelReply reply = perform(new String(receiver.message().body(), StandardCharsets.UTF_8));
        boolean isReplied = false;
        for (AcceptedRight right : receiver.rights()) {
            boolean isReply = !isReplied && right.right() != Right.RECEIVE && !right.isDead();
            if (isReply) {
                send(right.name(), reply);
                isReplied = true;
            }
            if (!isReply || right.right() != Right.SEND_ONCE) {
                drop(right);
            }
        }
        return true;
    }

    private KernelReply perform(String request) {
        return switch (request.strip()) {
            case "suspend" -> {
                suspensions++;
                processes.signal("STOP");
                yield KernelReply.of("suspended " + suspensions);
            }
            case "resume" -> resume();
            case "terminate" -> {
                processes.signal("KILL");
                yield KernelReply.of("terminated");
            }
            case "ports" -> KernelReply.of(ports());
            default ->
                    new KernelReply(
                            Category.UNUSABLE,
                            "unknown request: use suspend, resume, terminate or ports");
        };
    }

    /** As in Mach, each suspension needs a resumption of its own. */
    private KernelReply resume() {
        if (suspensions == 0) {
            return new KernelReply(Category.WOULD_BLOCK, "task " + task + " is not suspended");
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

    private void send(String name, KernelReply reply) {
        try {
            PortSender sender = space.ports().sender(task, name, Deadline.NEVER);
            MailboxOutcome _ =
                    sender.send(0, reply.metadata(), reply.body(), List.of(), Deadline.NOW);
        } catch (IpcException e) {
            // The task that sent the request no longer waits for the reply.
        }
    }

    private void drop(AcceptedRight right) {
        try {
            space.ports().drop(task, right.name(), right.right());
        } catch (IpcException e) {
            // The command, which acts as the same task, has dropped the right meanwhile.
        }
    }

    /**
     * Waits until the present request is answered. Later requests are not answered; they are
     * destroyed with the task.
     */
    @Override
    public synchronized void close() {
        ended = true;
    }
}
