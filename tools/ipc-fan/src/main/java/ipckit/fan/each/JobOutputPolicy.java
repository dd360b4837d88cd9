package ipckit.fan.each;

import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Spool;
import ipckit.fan.output.OrderedOutput;
import ipckit.fan.output.SharedStdout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Decides how the output of jobs is written. Safe for several threads. */
final class JobOutputPolicy {
    /**
     * The maximum number of outputs that wait to be written, if outputs are written in the order of
     * the records. To keep this limit, the job of record n begins only when the output of record
     * {@code n - AHEAD} has been written.
     */
    private static final int AHEAD = 512;

    private final SharedStdout out;
    private final boolean direct;
    private final boolean tagged;

    /**
     * Whether the output of a job is held until the job is done. The output must be held if a
     * failed job is retried, because the output of the failed execution must be discarded.
     */
    private final boolean spooled;

    /** Orders the outputs of jobs; null unless outputs are written in the order of the records. */
    private final OrderedOutput order;

    JobOutputPolicy(EachPlan plan, Console console) {
        out = new SharedStdout(console);
        direct = plan.direct() || stdoutIsDiscarded();
        tagged = plan.stream().tagged();
        spooled = plan.tries().retries() > 0;
        // OrderedOutput could limit the number of bytes that it holds. No limit is needed here,
        // because OrderedOutput is given no bytes, only one action for each job. The action writes
        // the output of the job, which the SpooledOutput of the job holds.
        order =
                plan.stream().keepOrder() && !direct
                        ? new OrderedOutput(1, AHEAD, Long.MAX_VALUE, out::write)
                        : null;
    }

    private static boolean stdoutIsDiscarded() {
        try {
            return Path.of("/proc/self/fd/1").toRealPath().equals(Path.of("/dev/null"));
        } catch (IOException e) {
            // toRealPath fails for a pipe or a socket, which has no path.
            return false;
        }
    }

    /**
     * Waits until a job may begin, and returns the object that receives the output of the job.
     *
     * @param buffer receives the bytes that are read from the job's pipe; all jobs of a job slot
     *     use the same buffer
     */
    JobOutput open(JobRecord record, ByteBuffer buffer) {
        if (direct) {
            return new JobOutput();
        }
        if (order != null) {
            order.awaitWindow(record.position());
            return new SpooledOutput(
                    (held, whenWritten) ->
                            order.end(
                                    record.position(), () -> writeWhole(held, record, whenWritten)),
                    buffer);
        }
        return spooled
                ? new SpooledOutput(
                        (held, whenWritten) -> writeLines(held, record, whenWritten), buffer)
                : new MergedLineOutput(lines(record), buffer);
    }

    /**
     * Marks a record for which no job is run, so that the outputs of later records do not wait for
     * an output of this record.
     */
    void skip(JobRecord record) {
        if (order != null) {
            order.end(record.position(), () -> {});
        }
    }

    private void writeWhole(Spool held, JobRecord record, Runnable whenWritten) {
        if (tagged) {
            writeLines(held, record, whenWritten);
            return;
        }
        try (held) {
            held.pour(out::write);
            whenWritten.run();
        }
    }

    /** Writes the complete output of a job line by line, without lines of other jobs in between. */
    private void writeLines(Spool held, JobRecord record, Runnable whenWritten) {
        LineMerger lines = lines(record);
        out.lock();
        try (held) {
            held.pour(lines::write);
            lines.end();
            whenWritten.run();
        } finally {
            lines.unlock();
            out.unlock();
        }
    }

    private LineMerger lines(JobRecord record) {
        return new LineMerger(out, tagged ? tag(record.bytes()) : new byte[0]);
    }

    /**
     * Returns the tag of a job: the record and a tab. The tag stands before a line of output and
     * must not contain a newline, so each newline of the record becomes a blank.
     */
    private static byte[] tag(byte[] record) {
        byte[] tag = Arrays.copyOf(record, record.length + 1);
        for (int i = 0; i < record.length; i++) {
            tag[i] = record[i] == '\n' ? (byte) ' ' : record[i];
        }
        tag[record.length] = '\t';
        return tag;
    }
}
