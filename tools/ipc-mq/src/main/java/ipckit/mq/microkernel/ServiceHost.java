package ipckit.mq.microkernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.process.ExitResult;
import ipckit.common.process.UserIdentity;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;

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
 * OpenRequests} ({@link RequestIntake}). The second one writes these requests to the process. The
 * third one starts the process, reads what it writes, and sends the replies ({@link
 * RequestAnswers}). It also performs the system calls of the service ({@link SystemCallHandler}):
 * messages with which the service asks the kernel, for example, to send a request to another port.
 * This class is safe for several threads.
 */
final class ServiceHost {
    /**
     * The number of deaths after which a request fails. A death counts if a process of the service
     * died while it worked on the request.
     */
    private static final int MOST_DEATHS = 5;

    /**
     * The number of failed starts in succession after which the kernel gives the service up. A
     * start fails if the process ends before it is ready. If the service was never ready, the
     * kernel gives it up after the first failed start, so that {@code kernel run} reports the
     * reason at once.
     */
    private static final int MOST_FAILED_STARTS = 8;

    /**
     * The wait after a failed start, in milliseconds. It doubles after each further failed start in
     * succession.
     */
    private static final long FIRST_DELAY_MILLIS = 50;

    /**
     * The pause between two attempts to remove the task of a service that the kernel has given up,
     * in nanoseconds.
     */
    private static final long RETRY_NANOS = 50_000_000;

    /** The longest wait for each of the steps that end the service, in nanoseconds. */
    private static final long END_NANOS = 2_000_000_000;

    /** The states of a service. */
    enum State {
        STARTING,
        READY,
        /** The kernel has given the service up. The port of the service is dead, or dies soon. */
        FAILED
    }

    /**
     * The values that {@code kernel stat} shows for a service.
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
    private final Thread intake;

    private State state = State.STARTING;
    private ServiceProcess process;
    private long starts;
    private int lastStatus;
    private boolean wasEverReady;

    /** Whether the service takes no further requests, and is not started again. */
    private volatile boolean stopping;

    /**
     * Whether the service no longer waits for the replies to requests that it sends through the
     * kernel.
     */
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
        this.intake = daemon(new RequestIntake(service, requests, () -> stopping), "requests");
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
        intake.start();
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
     * Records that the kernel ends. From now on, this object does not report the end of the
     * service, and does not start the service again. If the service has asked the kernel to send a
     * request to a port, this object no longer waits for the reply.
     */
    synchronized void expectEnd() {
        stopping = true;
        abandoned = true;
        requests.close();
        notifyAll();
    }

    /**
     * Stops the service. A service that handles one request at a time first gets at most two
     * seconds to answer its present request. Other services get no such time. Then this method lets
     * the process end, and kills it if it does not end by itself.
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

    /**
     * Waits until the thread that receives requests has left the port space, but at most two
     * seconds. Called after {@link #stop}, which waits for the other thread in the port space, and
     * after the destruction of the service's port, which ends the thread.
     */
    void awaitIntake() {
        Uninterrupted.await(() -> intake.join(END_NANOS / 1_000_000));
    }

    /**
     * Writes requests and cancellations to the process of the service, until the service is stopped
     * or given up.
     */
    private void deliver() {
        for (OpenRequests.Delivery next = requests.next(); next != null; next = requests.next()) {
            next.deliver();
        }
    }

    /** Runs one process of the service after another, until the service is stopped or given up. */
    private void run() {
        try (PortSpace space = new PortSpaces().open()) {
            // After this call, no process that this thread starts can get more rights, for example
            // by sudo(8). This thread starts all processes of the service.
            UserIdentity.forbidMoreRights();
            SystemCallHandler calls = new SystemCallHandler(space, service.task(), () -> abandoned);
            RequestAnswers answers = answers(space);
            int failed = 0;
            while (hasTriesLeft(failed)) {
                failed = runProcess(calls, answers) ? 0 : failed + 1;
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

    /** Runs one process of the service until it ends. Returns whether the process became ready. */
    private boolean runProcess(SystemCallHandler calls, RequestAnswers answers) {
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
                } else if (!answers.handle(message)) {
                    started.write(calls.perform(message, requests::current));
                }
                message = started.read();
            }
        } catch (IOException | RuntimeException e) {
            // The process has died, or has written something else than messages.
        }
        end(started, answers);
        return wasReady;
    }

    /**
     * Starts a process of the service. Returns null if the start fails, or if the service is
     * stopped or given up.
     */
    private ServiceProcess startProcess() {
        ServiceProcess started;
        try {
            started = ServiceProcess.start(main, wordsOfNext());
        } catch (IpcException e) {
            news.accept("cannot start service " + service.word() + ": " + e.getMessage());
            return null;
        }
        synchronized (this) {
            if (!stopping && state != State.FAILED) {
                process = started;
                starts++;
                return started;
            }
        }
        started.kill();
        ExitResult _ = started.reap();
        return null;
    }

    /** Returns the command-line arguments for the next process of the service. */
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

    private void end(ServiceProcess ended, RequestAnswers answers) {
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
            answers.fail(last, diedWith());
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

    /**
     * Cancels each request whose client no longer waits, if the service has announced that it will
     * answer the request later.
     *
     * @param space the port space that the calling thread has opened
     */
    void cancelForsaken(PortSpace space) {
        answers(space).cancelForsaken();
    }

    private RequestAnswers answers(PortSpace space) {
        return new RequestAnswers(space, service.task(), requests, () -> abandoned);
    }

    /**
     * Gives the service up: kills its process, and destroys its task. The requests of clients to
     * the service then fail.
     */
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
