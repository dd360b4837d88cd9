package ipckit.mq.microkernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.process.ExitResult;
import ipckit.common.process.UserIdentity;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Right;
import ipckit.mq.task.KernelReply;
import ipckit.mq.task.Replier;
import ipckit.mq.task.RequestRights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Runs one service: starts its process, and starts it again when it has died. The process has no
 * access to the port space. It sends and receives messages on two pipes, and this object sends and
 * receives messages on ports in the name of the service's task.
 *
 * <p>Three threads do the work. The first one receives requests from the port into {@link
 * OpenRequests}. The second one writes these requests to the process. The third one starts the
 * process, reads what it writes, sends the replies, and performs system calls. Safe for several
 * threads.
 */
final class ServiceHost {
    /** If this many processes die while they work on the same request, the request fails. */
    private static final int MOST_DEATHS = 5;

    /**
     * If this many processes in succession end before they are ready, the kernel gives the service
     * up. A service that was never ready gets one try, so that {@code kernel run} reports the
     * reason at once.
     */
    private static final int MOST_FAILED_STARTS = 8;

    /** The wait before the second start; it doubles after each further failed start. */
    private static final long FIRST_DELAY_MILLIS = 50;

    /** The wait before a step is repeated for which the port space must be locked. */
    private static final long RETRY_NANOS = 50_000_000;

    /** The longest wait for each of the steps that end the service, in nanoseconds. */
    private static final long END_NANOS = 2_000_000_000;

    /** The states of a service. */
    enum State {
        STARTING,
        READY,
        /** The kernel has given the service up. Its port is dead, or dies soon. */
        FAILED
    }

    /**
     * What {@code kernel stat} shows of a service.
     *
     * @param pid the process ID; 0 if there is no process
     * @param restarts how often the service was started again
     * @param requests the number of requests that the service has got and not answered
     */
    record Status(KernelService service, State state, long pid, long restarts, int requests) {}

    private final KernelService service;
    private final Class<?> main;
    private final List<String> words;
    private final Consumer<String> news;
    private final OpenRequests requests;
    private final Thread running;

    private State state = State.STARTING;
    private ServiceProcess process;
    private long starts;
    private int lastStatus;
    private boolean wasEverReady;

    /** Whether the service takes no further requests, and is not started again. */
    private volatile boolean stopping;

    /** Whether system calls must no longer wait for replies. */
    private volatile boolean abandoned;

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
        this.requests = new OpenRequests(service.window());
        this.running = daemon(this::run, "process");
    }

    private Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(() -> supervised(work), service.word() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs the work of a thread. Gives the service up if the work fails. */
    private void supervised(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            giveUp(e instanceof IpcException ? e.getMessage() : e.toString());
        }
    }

    /** Starts the service. */
    void start() {
        running.start();
        daemon(this::receive, "requests").start();
        daemon(this::deliver, "delivery").start();
    }

    /**
     * Waits until the service is ready, or until it is stopped.
     *
     * @return 0, or the exit status of the service if it has failed
     */
    synchronized int awaitReady() {
        while (state == State.STARTING && !stopping) {
            Uninterrupted.await(this::wait);
        }
        return state == State.FAILED ? Math.max(1, lastStatus) : 0;
    }

    /** Returns the state of the service. */
    synchronized Status status() {
        return new Status(
                service,
                state,
                process == null ? 0 : process.pid(),
                Math.max(0, starts - 1),
                requests.size());
    }

    /**
     * Records that the kernel ends. From now on, this object reports no end of the service, starts
     * it no more, and does not wait for replies to system calls.
     */
    synchronized void expectEnd() {
        stopping = true;
        abandoned = true;
        requests.close();
        notifyAll();
    }

    /**
     * Stops the service. A service that makes system calls first answers the requests that it has.
     * Afterwards, the process is killed if it does not end by itself.
     */
    void stop() {
        ServiceProcess last;
        synchronized (this) {
            stopping = true;
            notifyAll();
            last = process;
        }
        if (service.window() == 1 && last != null) {
            requests.awaitNone(System.nanoTime() + END_NANOS);
        }
        expectEnd();
        if (last != null) {
            last.close();
        }
        Uninterrupted.await(() -> running.join(END_NANOS / 1_000_000));
    }

    // The first thread: requests from the port.

    private void receive() {
        try (PortSpace space = new PortSpaces().open();
                PortReceiver receiver =
                        space.ports()
                                .receiver(
                                        service.task(),
                                        service.word(),
                                        Deadline.NEVER,
                                        () -> stopping)) {
            while (!stopping && requests.awaitRoom()) {
                receive(receiver);
            }
        }
    }

    private void receive(PortReceiver receiver) {
        try {
            if (receiver.receive(Deadline.NEVER) == MailboxOutcome.DONE) {
                if (receiver.notice() == null) {
                    byte[] body = receiver.message().body();
                    requests.add(body, new RequestRights(receiver.rights()));
                }
                receiver.acknowledge();
            }
        } catch (IpcException e) {
            switch (e.category()) {
                // A stopped process has had a lock for a long time, or the port space is full. The
                // next call tries again.
                case TIMED_OUT, WOULD_BLOCK, NO_SPACE -> LockSupport.parkNanos(RETRY_NANOS);
                default -> throw e;
            }
        }
    }

    // The second thread: requests to the process.

    private void deliver() {
        for (OpenRequests.Delivery next = requests.next(); next != null; next = requests.next()) {
            next.deliver();
        }
    }

    // The third thread: the process, and what it writes.

    private void run() {
        try (PortSpace space = new PortSpaces().open()) {
            // The processes inherit this from the thread that starts them.
            UserIdentity.forbidMoreRights();
            SystemCallHandler calls = new SystemCallHandler(space, service.task(), () -> abandoned);
            Replier replier = new Replier(space, service.task());
            int failed = 0;
            while (hasTriesLeft(failed)) {
                failed = runProcess(calls, replier) ? 0 : failed + 1;
                if (failed > 0 && hasTriesLeft(failed)) {
                    pause(FIRST_DELAY_MILLIS << (failed - 1));
                }
            }
            giveUp("it ends before it is ready");
        }
    }

    private synchronized boolean hasTriesLeft(int failed) {
        return !stopping
                && state != State.FAILED
                && (failed == 0 || wasEverReady && failed < MOST_FAILED_STARTS);
    }

    private synchronized void pause(long millis) {
        if (!stopping) {
            Uninterrupted.await(() -> wait(millis));
        }
    }

    /** Runs one process of the service until it ends. Returns whether it was ever ready. */
    private boolean runProcess(SystemCallHandler calls, Replier replier) {
        ServiceProcess started = startProcess();
        if (started == null) {
            return false;
        }
        boolean wasReady = false;
        try {
            ServiceMessage message = started.read();
            while (message != null) {
                if (message.operation().equals("ready")) {
                    becomeReady(started);
                    wasReady = true;
                } else {
                    handle(message, started, calls, replier);
                }
                message = started.read();
            }
        } catch (IOException | RuntimeException e) {
            // The process has died, or has written something else than messages.
        }
        end(started, replier);
        return wasReady;
    }

    /** Starts the process. Returns null if the system refuses it, or if the service is stopped. */
    private ServiceProcess startProcess() {
        ServiceProcess started;
        try {
            started = ServiceProcess.start(main, wordsOfNext());
        } catch (IpcException e) {
            news.accept("cannot start service " + service.word() + ": " + e.getMessage());
            return null;
        }
        synchronized (this) {
            if (!stopping) {
                process = started;
                starts++;
                return started;
            }
        }
        started.kill();
        ExitResult _ = started.reap();
        return null;
    }

    /** Returns the arguments of the next process. */
    private synchronized List<String> wordsOfNext() {
        List<String> next = new ArrayList<>(words);
        if (wasEverReady) {
            next.add(ServeServiceCommand.EXISTING);
        }
        return next;
    }

    private synchronized void becomeReady(ServiceProcess started) {
        if (state == State.STARTING) {
            state = State.READY;
            wasEverReady = true;
            requests.startWith(started::write);
            notifyAll();
        }
    }

    private void end(ServiceProcess ended, Replier replier) {
        OpenRequest last = requests.endProcess();
        synchronized (this) {
            process = null;
            if (state == State.READY && !stopping) {
                state = State.STARTING;
            }
        }
        if (stopping) {
            ended.close();
        } else {
            ended.kill();
        }
        ExitResult result = ended.reap();
        synchronized (this) {
            lastStatus = result.status();
            if (stopping || !wasEverReady) {
                return;
            }
        }
        news.accept("service " + service.word() + " has ended: " + result.text());
        if (last != null && last.deaths() >= MOST_DEATHS) {
            reply(replier, last, KernelReply.of(diedWith()), List.of());
        }
    }

    private IpcException diedWith() {
        return new IpcException(
                Category.REMOVED,
                "service "
                        + service.word()
                        + " has died "
                        + MOST_DEATHS
                        + " times with this request");
    }

    private void handle(
            ServiceMessage message, ServiceProcess from, SystemCallHandler calls, Replier replier) {
        List<String> words = message.arguments();
        switch (message.operation()) {
            case "reply" -> {
                List<Carry> given =
                        words.size() == 1
                                ? List.of()
                                : List.of(new Carry(words.get(1), Right.SEND, false));
                KernelReply reply = new KernelReply(null, message.body());
                reply(replier, request(words), reply, given);
            }
            case "fail" -> {
                Category failure = Category.valueOf(words.get(1));
                KernelReply reply = new KernelReply(failure, message.body());
                reply(replier, request(words), reply, List.of());
            }
            case "later" -> requests.putOff(number(words));
            default -> from.write(calls.perform(message, requests::current));
        }
    }

    /** Returns the request that a reply names; null if it was answered or cancelled already. */
    private OpenRequest request(List<String> words) {
        return requests.answer(number(words));
    }

    private static long number(List<String> words) {
        return Long.parseLong(words.getFirst());
    }

    /** Sends the reply to a request, unless a reply was sent already. */
    private void reply(Replier replier, OpenRequest request, KernelReply reply, List<Carry> given) {
        if (request == null) {
            return;
        }
        while (!replier.reply(request.rights(), reply, given) && !abandoned) {
            LockSupport.parkNanos(RETRY_NANOS);
        }
        requests.remove(request);
    }

    /**
     * Cancels the requests that the service answers later, and whose clients wait no longer.
     *
     * @param space the port space, as the calling thread sees it
     */
    void cancelForsaken(PortSpace space) {
        if (!requests.hasWaiting()) {
            return;
        }
        try {
            Replier replier = new Replier(space, service.task());
            for (OpenRequest request : requests.cancel(space.ports().deadNames(service.task()))) {
                drop(replier, request);
            }
        } catch (IpcException e) {
            // The kernel has given the service up, or a stopped process has had the lock of the
            // port space for a long time. In the latter case, the next call cancels the requests.
        }
    }

    /** Drops the rights of a cancelled request. A client that waits nevertheless fails. */
    private void drop(Replier replier, OpenRequest cancelled) {
        KernelReply reply =
                KernelReply.of(new IpcException(Category.REMOVED, "the request is cancelled"));
        while (!replier.reply(cancelled.rights(), reply, List.of()) && !abandoned) {
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /** Gives the service up: kills its process, and destroys its task, so that clients fail. */
    private void giveUp(String reason) {
        ServiceProcess last;
        boolean isNews;
        synchronized (this) {
            if (state == State.FAILED || stopping) {
                return;
            }
            state = State.FAILED;
            last = process;
            isNews = wasEverReady;
            notifyAll();
        }
        requests.close();
        if (last != null) {
            last.kill();
        }
        if (isNews) {
            news.accept("service " + service.word() + " is given up: " + reason);
        }
        while (!hasRemovedTask() && !stopping) {
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private boolean hasRemovedTask() {
        try (PortSpace space = new PortSpaces().open()) {
            space.tasks().remove(service.task());
            return true;
        } catch (IpcException e) {
            return e.category() != Category.TIMED_OUT && e.category() != Category.WOULD_BLOCK;
        }
    }
}
