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
 * One process of the demonstration, as its parent sees it. Belongs to the main thread; a thread of
 * its own hands its reports over.
 */
final class DemoWorker {
    private static final int BY_SIGNAL = 128;
    private static final int KILLED = BY_SIGNAL + 9;

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

    /** Its exit code; set before its listener reports the end. */
    private volatile int status;

    /** When its pipe was closed: by the kernel, if it was killed. */
    private volatile long silence;

    /**
     * @param substitute whether it came for one who died
     * @param crash where it is to die; null for nowhere
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
     * Begins to listen.
     *
     * @param hears gets each report in a thread of the worker's own, and null when there are no
     *     more and the process has ended
     */
    void listen(BiConsumer<DemoWorker, WorkerReport> hears) {
        Thread listener =
                new Thread(
                        () -> {
                            readAll(hears);
                            silence = System.nanoTime();
                            status = process.await().status();
                            hears.accept(this, null);
                        },
                        title());
        listener.setDaemon(true);
        listener.start();
    }

    private void readAll(BiConsumer<DemoWorker, WorkerReport> hears) {
        try (BufferedReader reports =
                new BufferedReader(
                        new InputStreamReader(process.stdout(), StandardCharsets.US_ASCII))) {
            for (String line = reports.readLine(); line != null; line = reports.readLine()) {
                hears.accept(this, WorkerReport.parse(line));
            }
        } catch (IOException e) {
            // as good as its end
        }
    }

    /** Counts what it has done. */
    void note(WorkerReport report) {
        atGate = report.kind() == WorkerReport.Kind.GATE;
        lastReport = report.nanos();
        switch (report.kind()) {
            case WAITS -> {
                waits++;
                waiting = true;
                waitingSince = report.nanos();
            }
            case PUT, WROTE, TAKEN, TAKEN_AGAIN, READ, LEAVES -> {
                if (waiting) {
                    waiting = false;
                    waitedNanos += report.nanos() - waitingSince;
                }
            }
            default -> {}
        }
        switch (report.kind()) {
            case PUT, WROTE, WORKED, READ -> items++;
            default -> {}
        }
    }

    /** Lets it take one step, or all: {@link WorkerOrder}. */
    void order(WorkerOrder order) {
        atGate = false;
        try {
            orders.write(order.code());
            orders.flush();
        } catch (IOException e) {
            // it has died; its listener will tell
        }
    }

    /** Its process has ended. */
    void ended() {
        exitCode = status;
        atGate = false;
        try {
            orders.close();
        } catch (IOException e) {
            // nobody is there to read
        }
    }

    /** When it was last known to live. */
    long lastReport() {
        return lastReport;
    }

    /** When it was known to be dead. */
    long silence() {
        return silence;
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
        return exitCode > 0 && exitCode <= BY_SIGNAL;
    }

    /** How its end is called. */
    String end() {
        if (exitCode == 0) {
            return "left";
        }
        return wasKilled()
                ? "killed"
                : exitCode > BY_SIGNAL ? "signal " + (exitCode - BY_SIGNAL) : "exit " + exitCode;
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

    /** Where it is to die; null for nowhere. */
    String crash() {
        return crash;
    }

    long pid() {
        return process.pid();
    }

    String title() {
        return role.word() + " " + number;
    }

    /** How many items it put, or consumed. */
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
