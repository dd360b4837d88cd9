package ipckit.prodcons.demo;

import ipckit.common.process.ChildProcess;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerOrder;
import ipckit.prodcons.demo.buffer.WorkerReport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Represents one worker of the demonstration, which is a child process of this process. An instance
 * belongs to the main thread. {@link #listen} starts a second thread, which reads the worker's
 * reports.
 */
final class DemoWorker {
    private static final int SIGNAL_BASE = 128;
    private static final int KILLED = SIGNAL_BASE + 9;

    private final DemoRole role;
    private final int number;
    private final boolean substitute;
    private final String crash;
    private final ChildProcess process;
    private final OutputStream orders;

    private boolean atGate;
    private int exitCode = -1;
    private long items;
    private long waits;
    private long waitedNanos;
    private long waitingSince;
    private boolean waiting;
    private long lastReport = System.nanoTime();

    /**
     * The exit status of the worker. The thread that {@link #listen} starts stores the exit status
     * when the worker has ended.
     */
    private volatile int status;

    /**
     * The value of {@link System#nanoTime()} when this process noticed that the worker's stdout was
     * closed. This instant counts as the time of the worker's death, because the kernel closes the
     * stdout of a process that dies.
     */
    private volatile long closedAt;

    /**
     * @param substitute whether the worker replaces a dead worker
     * @param crash the step at which the worker is to be killed; null when the worker is not to be
     *     killed
     */
    DemoWorker(DemoRole role, int number, boolean substitute, String crash, ChildProcess process) {
        this.role = role;
        this.number = number;
        this.substitute = substitute;
        this.crash = crash;
        this.process = process;
        this.orders = process.stdin();
    }

    /**
     * Starts a thread that reads the worker's reports.
     *
     * @param receiver a function that the new thread calls with each report. After the worker has
     *     ended, the thread calls the function once more, with null instead of a report.
     */
    void listen(BiConsumer<DemoWorker, WorkerReport> receiver) {
        Thread.ofPlatform().daemon().name(title()).start(() -> readAll(receiver));
    }

    private void readAll(BiConsumer<DemoWorker, WorkerReport> receiver) {
        try (BufferedReader reports =
                new BufferedReader(
                        new InputStreamReader(process.stdout(), StandardCharsets.US_ASCII))) {
            for (String line = reports.readLine(); line != null; line = reports.readLine()) {
                receiver.accept(this, WorkerReport.parse(line));
            }
        } catch (IOException e) {
            // A read error is handled like the end of the worker, because no more reports can
            // arrive.
        }
        closedAt = System.nanoTime();
        status = process.await().status();
        receiver.accept(this, null);
    }

    /** Updates the state and the counters of this worker from a report that the worker has sent. */
    void record(WorkerReport report) {
        atGate = report.kind() == WorkerReport.Kind.GATE;
        lastReport = report.nanos();
        if (report.kind() == WorkerReport.Kind.WAITS) {
            waits++;
            waiting = true;
            waitingSince = report.nanos();
        } else if (waiting) {
            waiting = false;
            waitedNanos += report.nanos() - waitingSince;
        }
        switch (report.kind()) {
            case PUT, WROTE, WORKED, READ -> items++;
            default -> {}
        }
    }

    void order(WorkerOrder order) {
        atGate = false;
        try {
            orders.write(order.code());
            orders.flush();
        } catch (IOException e) {
            // The worker is dead, so the order is dropped. The thread that listen() has started
            // reports the end of the worker.
        }
    }

    /**
     * Records the end of the process. May be called only after the thread of {@link #listen} has
     * reported that the worker has ended.
     */
    void ended() {
        exitCode = status;
        atGate = false;
        try {
            orders.close();
        } catch (IOException e) {
            // The worker is dead, so it needs no more orders.
        }
    }

    /** Returns the instant of the worker's last report, by {@link System#nanoTime()}. */
    long lastReport() {
        return lastReport;
    }

    /**
     * Returns the value of {@link System#nanoTime()} when this process noticed that the worker's
     * stdout was closed. The value is valid only after the thread of {@link #listen} has reported
     * that the worker has ended.
     */
    long closedAt() {
        return closedAt;
    }

    void kill() {
        process.signal("KILL");
    }

    boolean isAlive() {
        return exitCode < 0;
    }

    boolean wasKilled() {
        return exitCode == KILLED;
    }

    boolean hasFailed() {
        return exitCode > 0 && exitCode <= SIGNAL_BASE;
    }

    /** Returns a description of the worker's end for the summary, for example {@code killed}. */
    String end() {
        return switch (exitCode) {
            case 0 -> "left";
            case KILLED -> "killed";
            default ->
                    exitCode > SIGNAL_BASE
                            ? "signal " + (exitCode - SIGNAL_BASE)
                            : "exit " + exitCode;
        };
    }

    boolean isAtGate() {
        return atGate;
    }

    DemoRole role() {
        return role;
    }

    int number() {
        return number;
    }

    boolean isSubstitute() {
        return substitute;
    }

    /**
     * Returns the step at which the worker is to be killed; null when the worker is not to be
     * killed.
     */
    String crash() {
        return crash;
    }

    long pid() {
        return process.pid();
    }

    String title() {
        return role.word() + " " + number;
    }

    /** Returns the number of items that the worker has produced or consumed. */
    long items() {
        return items;
    }

    long waits() {
        return waits;
    }

    long waitedNanos() {
        return waitedNanos;
    }
}
