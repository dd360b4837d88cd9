package ipckit.prodcons.demo;

import ipckit.prodcons.demo.Report.Kind;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** What a child process has of its parent: reports go up, leave to go on comes down. */
final class Voice {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Lifeline lifeline;
    private final long pauseNanos;

    /**
     * @param pauseNanos how long the work on one item takes, on average
     */
    Voice(Lifeline lifeline, long pauseNanos) {
        this.lifeline = lifeline;
        this.pauseNanos = pauseNanos;
    }

    /** Tells the parent, at once: what was told before a death is known after it. */
    void tell(Report report) {
        try {
            out.write((report.line() + '\n').getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            for (; ; ) {
                LockSupport.park(); // the parent is dead: the lifeline ends us
            }
        }
    }

    /** Waits for leave to take the next step. */
    void gate() {
        if (!lifeline.isFree()) {
            tell(Report.now(Kind.GATE));
            lifeline.await();
        }
    }

    /** Works on an item: for a random time, so that now the one and now the other is faster. */
    void work() {
        if (lifeline.isFree() && pauseNanos > 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2 * pauseNanos));
        }
    }

    /** Whether nobody produces any more. */
    boolean isLast() {
        return lifeline.isLast();
    }
}
