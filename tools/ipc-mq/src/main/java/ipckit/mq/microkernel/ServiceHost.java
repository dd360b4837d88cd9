package ipckit.mq.microkernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ThisProgram;
import ipckit.common.process.UserIdentity;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Right;
import ipckit.mq.task.KernelReply;
import ipckit.mq.task.Replier;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs one service: starts its process, and starts it again when it has died. The process has no
 * access to the port space. It sends and receives messages on two pipes, and this object sends and
 * receives messages on ports in the name of the service's task.
 *
 * <p>One thread receives requests and passes them to the process. Another thread reads what the
 * process writes. When the process dies, the second thread starts the next process, and passes all
 * requests without a reply to it. If {@link #MOST_TRIES} processes in succession have died with the
 * same request, the request fails. Safe for several threads.
 */
final class ServiceHost {
    /** The number of processes to which a request is passed if each of them dies. */
    private static final int MOST_TRIES = 5;

    /**
     * The number of processes in succession that may end before they are ready. After that, the
     * kernel gives the service up. At the start of the kernel, the first failure is enough, so that
     * the user sees the reason at once.
     */
    private static final int MOST_FAILED_STARTS = 8;

    /** The wait before a failed start is repeated; it doubles after each further failed start. */
    private static final long FIRST_DELAY_MILLIS = 50;

    private static final long END_MILLIS = 2000;

    /** The states of a service. */
    enum State {
        STARTING,
        READY,
        /** The kernel has given the service up. Its port is dead. */
        FAILED
    }

    /**
     * What {@code kernel stat} shows of a service.
     *
     * @param pid the process ID; 0 if there is no process
     * @param restarts how often the service was started again
     */
    record Status(KernelService service, State state, long pid, long restarts) {}

    private final KernelService service;
    private final Class<?> main;
    private final List<String> words;
    private final Consumer<String> news;

    private final SortedMap<Long, OpenRequest> open = new TreeMap<>();

    /** The lock of the pipe to the process. A thread that owns it does not wait for the monitor. */
    private final ReentrantLock writing = new ReentrantLock();

    private State state = State.STARTING;
    private ChildProcess process;

    /**
     * The new process to which a thread writes the requests without a reply; null if there is none.
     */
    private ChildProcess repeatingTo;

    private long nextId = 1;
    private long starts;

    /** The largest number of a request to which the present process has replied. */
    private long lastReplied;

    private int lastStatus;
    private boolean wasEverReady;
    private volatile boolean stopping;
    private Thread running;

    /**
     * @param main the main class of this program
     * @param words the arguments with which this program runs the service
     * @param news receives a line when the service dies
     */
    ServiceHost(KernelService service, Class<?> main, List<String> words, Consumer<String> news) {
        this.service = service;
        this.main = main;
        this.words = words;
        this.news = news;
    }

    /** Starts the service. */
    void start() {
        Thread receiving = new Thread(this::receive, service.word() + "-requests");
        receiving.setDaemon(true);
        running = new Thread(this::run, service.word() + "-process");
        running.setDaemon(true);
        running.start();
        receiving.start();
    }

    /**
     * Waits until the service is ready.
     *
     * @return 0, or the exit status of the service if it has failed
     */
    synchronized int awaitReady() {
        while (state == State.STARTING) {
            Uninterrupted.await(this::wait);
        }
        return state == State.READY ? 0 : Math.max(1, lastStatus);
    }

    /** Returns the state of the service. */
    synchronized Status status() {
        return new Status(
                service, state, process == null ? 0 : process.pid(), Math.max(0, starts - 1));
    }

    /** From now on, this object reports no end of the service, and starts it no more. */
    void expectEnd() {
        stopping = true;
    }

    /**
     * Lets the process of the service answer the present request, and ends the process. Kills the
     * process if it does not end.
     */
    void stop() {
        stopping = true;
        ChildProcess last;
        synchronized (this) {
            notifyAll();
            last = process;
        }
        if (last == null) {
            return;
        }
        closeInput(last);
        if (!last.awaitEnd(END_MILLIS)) {
            boolean _ = last.signal("KILL");
        }
    }

    /** Closes the pipe to a process, unless a thread waits until the process reads from it. */
    private void closeInput(ChildProcess last) {
        Uninterrupted.await(
                () -> {
                    if (writing.tryLock(END_MILLIS, TimeUnit.MILLISECONDS)) {
                        try {
                            last.stdin().close();
                        } catch (IOException e) {
                            // The process has ended.
                        } finally {
                            writing.unlock();
                        }
                    }
                });
    }

    // The first thread: requests from the port to the process.

    private void receive() {
        try (PortSpace space = new PortSpaces().open();
                PortReceiver receiver =
                        space.ports()
                                .receiver(
                                        service.task(),
                                        service.word(),
                                        Deadline.NEVER,
                                        () -> stopping)) {
            while (awaitRoom()) {
                receive(receiver);
            }
        } catch (IpcException e) {
            if (!stopping) {
                giveUp(e.getMessage());
            }
        }
    }

    private void receive(PortReceiver receiver) {
        try {
            if (receiver.receive(Deadline.NEVER) == MailboxOutcome.DONE) {
                if (receiver.notice() == null) {
                    pass(receiver);
                }
                receiver.acknowledge();
            }
        } catch (IpcException e) {
            // A stopped process has had the lock of the port space or of the mailbox for a long
            // time. The next call tries again.
            if (e.category() != Category.TIMED_OUT && e.category() != Category.WOULD_BLOCK) {
                throw e;
            }
        }
    }

    /** Waits until the service may get another request. Returns false if the service ends. */
    private synchronized boolean awaitRoom() {
        while (!stopping && state != State.FAILED && open.size() >= service.window()) {
            Uninterrupted.await(this::wait);
        }
        return !stopping && state != State.FAILED;
    }

    private void pass(PortReceiver receiver) {
        OpenRequest request = new OpenRequest(nextId, receiver.message().body(), receiver.rights());
        ChildProcess to;
        ServiceMessage message;
        synchronized (this) {
            open.put(nextId++, request);
            if (state != State.READY) {
                return;
            }
            to = process;
            message = request.message();
        }
        write(to, message);
    }

    /**
     * Writes a message to a process, and waits until there is room in the pipe. The calling thread
     * must not own the monitor of this object: if the process waits for room in the other pipe, the
     * second thread must be able to read from it. If the process has died, its successor gets the
     * request.
     */
    private void write(ChildProcess to, ServiceMessage message) {
        writing.lock();
        try {
            message.writeTo(to.stdin());
        } catch (IOException e) {
            // The second thread notices the death.
        } finally {
            writing.unlock();
        }
    }

    // The second thread: the process, and what it writes.

    private void run() {
        try (PortSpace space = new PortSpaces().open()) {
            // The processes inherit this from the thread that starts them.
            UserIdentity.forbidMoreRights();
            SystemCallHandler calls = new SystemCallHandler(space, service.task(), () -> stopping);
            Replier replier = new Replier(space, service.task());
            int failed = 0;
            while (!stopping && hasTriesLeft(failed)) {
                if (failed > 0) {
                    pause(FIRST_DELAY_MILLIS << failed);
                }
                failed = runProcess(calls, replier) ? 0 : failed + 1;
            }
            if (!stopping) {
                giveUp("it ends before it is ready");
            }
        } catch (IpcException e) {
            giveUp(e.getMessage());
        }
    }

    private synchronized boolean hasTriesLeft(int failed) {
        return state != State.FAILED
                && (failed == 0 || wasEverReady && failed < MOST_FAILED_STARTS);
    }

    private synchronized void pause(long millis) {
        Uninterrupted.await(() -> wait(millis));
    }

    /** Runs one process of the service until it ends. Returns whether it was ever ready. */
    private boolean runProcess(SystemCallHandler calls, Replier replier) {
        ChildProcess started = startProcess();
        if (started == null) {
            return false;
        }
        synchronized (this) {
            process = started;
            starts++;
            lastReplied = 0;
        }
        boolean wasReady = false;
        try {
            ServiceMessage message = ServiceMessage.readFrom(started.stdout());
            while (message != null) {
                wasReady |= message.operation().equals("ready");
                handle(message, calls, replier);
                message = ServiceMessage.readFrom(started.stdout());
            }
        } catch (IOException | IpcException | IllegalArgumentException e) {
            // The process has died, or has written something else than messages.
        }
        end(started, replier);
        return wasReady;
    }

    /** Starts the process. Returns null if the system refuses another process. */
    private ChildProcess startProcess() {
        try {
            return ThisProgram.start(main, words, Map.of());
        } catch (IpcException e) {
            news.accept("cannot start service " + service.word() + ": " + e.getMessage());
            return null;
        }
    }

    private void end(ChildProcess ended, Replier replier) {
        synchronized (this) {
            repeatingTo = null;
            if (state == State.READY) {
                state = State.STARTING;
            }
        }
        if (!ended.awaitEnd(stopping ? END_MILLIS : 0)) {
            boolean _ = ended.signal("KILL");
        }
        int status = ended.await().status();
        // No thread waits for room in the pipe any more, because the process has ended.
        writing.lock();
        ended.closePipes();
        writing.unlock();
        synchronized (this) {
            lastStatus = status;
        }
        if (stopping) {
            return;
        }
        news.accept("service " + service.word() + " has ended with status " + status);
        for (long id : abandoned()) {
            reply(
                    replier,
                    id,
                    KernelReply.of(
                            new IpcException(
                                    Category.REMOVED,
                                    "service "
                                            + service.word()
                                            + " has died "
                                            + MOST_TRIES
                                            + " times with this request")),
                    List.of());
        }
    }

    /** Returns the requests that fail, because too many processes have died with them. */
    private synchronized List<Long> abandoned() {
        // A process gets the requests in the order of their numbers. The requests before the last
        // reply were not the reason of the death: they wait, for example for an alarm.
        open.headMap(lastReplied).values().forEach(OpenRequest::survive);
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().tries() >= MOST_TRIES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void handle(ServiceMessage message, SystemCallHandler calls, Replier replier) {
        List<String> words = message.arguments();
        switch (message.operation()) {
            case "ready" -> becomeReady();
            case "reply" ->
                    reply(
                            replier,
                            Long.parseLong(words.getFirst()),
                            new KernelReply(null, message.body()),
                            words.size() == 1
                                    ? List.of()
                                    : List.of(new Carry(words.get(1), Right.SEND, false)));
            case "fail" ->
                    reply(
                            replier,
                            Long.parseLong(words.getFirst()),
                            new KernelReply(Category.valueOf(words.get(1)), message.body()),
                            List.of());
            default -> write(process, calls.perform(message, this::present));
        }
    }

    private synchronized void becomeReady() {
        wasEverReady = true;
        if (open.isEmpty()) {
            state = State.READY;
            notifyAll();
            return;
        }
        // Another thread writes the requests, because they can fill the pipe. Meanwhile this thread
        // reads the replies, which can fill the other pipe.
        ChildProcess to = process;
        repeatingTo = to;
        Thread repeating = new Thread(() -> repeat(to), service.word() + "-repeated");
        repeating.setDaemon(true);
        repeating.start();
    }

    /** Writes all requests without a reply to a new process, in the order of their numbers. */
    private void repeat(ChildProcess to) {
        Map.Entry<Long, ServiceMessage> next = nextRepeated(to, 0);
        while (next != null) {
            write(to, next.getValue());
            next = nextRepeated(to, next.getKey());
        }
    }

    /**
     * Returns the next request without a reply. If there is none, the service becomes ready, and
     * gets new requests directly.
     *
     * @param last the number of the request before
     * @return the number of the request and the message; null if there is none, or if the process
     *     has ended
     */
    private synchronized Map.Entry<Long, ServiceMessage> nextRepeated(ChildProcess to, long last) {
        if (repeatingTo != to) {
            return null;
        }
        SortedMap<Long, OpenRequest> rest = open.tailMap(last + 1);
        if (rest.isEmpty()) {
            state = State.READY;
            repeatingTo = null;
            notifyAll();
            return null;
        }
        return Map.entry(rest.firstKey(), rest.get(rest.firstKey()).message());
    }

    /** Returns the oldest request without a reply; null if there is none. */
    private synchronized OpenRequest present() {
        return open.isEmpty() ? null : open.firstEntry().getValue();
    }

    /** Sends the reply to a request, unless a reply was sent already. */
    private void reply(Replier replier, long id, KernelReply reply, List<Carry> given) {
        OpenRequest request;
        synchronized (this) {
            request = open.remove(id);
            lastReplied = Math.max(lastReplied, id);
        }
        if (request == null) {
            return;
        }
        replier.reply(request.rights(), reply, given);
        synchronized (this) {
            notifyAll();
        }
    }

    /** Destroys the task of the service, so that its clients fail. */
    private void giveUp(String reason) {
        synchronized (this) {
            if (state == State.FAILED || stopping) {
                return;
            }
            state = State.FAILED;
            notifyAll();
        }
        news.accept("service " + service.word() + " is given up: " + reason);
        try (PortSpace space = new PortSpaces().open()) {
            space.tasks().remove(service.task());
        } catch (IpcException e) {
            // The task was removed already, or will be removed when the kernel ends.
        }
    }
}
