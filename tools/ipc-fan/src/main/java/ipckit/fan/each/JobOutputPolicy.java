package ipckit.fan.each;

import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Spool;
import ipckit.fan.output.OrderedOutput;
import ipckit.fan.output.SharedStdout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Decides how the output of jobs is written. Safe for several threads. */
interface JobOutputPolicy {
    /**
     * The maximum number of jobs that may be begun before the output of the first of these jobs has
     * been written.
     */
    int AHEAD = 512;

    /**
     * Waits until a job may begin, and returns the output of the job.
     *
     * @param buffer memory that belongs to the job slot
     */
    JobOutput open(JobRecord record, ByteBuffer buffer);

    /** Records that no job is run for a record. */
    default void skip(JobRecord record) {}

    /** Returns the policy for the user's options. */
    static JobOutputPolicy of(EachPlan plan, Console console) {
        if (plan.direct() || stdoutIsDiscarded()) {
            return (_, _) -> new InheritedOutput();
        }
        SharedStdout out = new SharedStdout(console);
        boolean tagged = plan.stream().tagged();
        if (plan.stream().keepOrder()) {
            return new KeptOrder(out, tagged);
        }
        if (plan.tries().retries() > 0) {
            // The output of a failed try must be discarded, so it is not written before the end.
            return (record, buffer) ->
                    new SpooledOutput(
                            (held, whenWritten) ->
                                    writeLines(held, out, record, tagged, whenWritten),
                            buffer);
        }
        return (record, buffer) ->
                new MergedLineOutput(new LineMerger(out, tag(record, tagged)), buffer);
    }

    private static boolean stdoutIsDiscarded() {
        try {
            return Path.of("/proc/self/fd/1").toRealPath().equals(Path.of("/dev/null"));
        } catch (IOException e) {
            return false; // the standard output is a pipe, which has no path
        }
    }

    /** Writes the lines of a job that is done. */
    private static void writeLines(
            Spool held, SharedStdout out, JobRecord record, boolean tagged, Runnable whenWritten) {
        LineMerger lines = new LineMerger(out, tag(record, tagged));
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

    private static byte[] tag(JobRecord record, boolean tagged) {
        if (!tagged) {
            return new byte[0];
        }
        byte[] bytes = record.bytes();
        byte[] tag = new byte[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            tag[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i]; // a tag has no newline
        }
        tag[bytes.length] = '\t';
        return tag;
    }

    /**
     * Writes the output of each job as a whole, in the order of the records. If lines have no tags,
     * the output is written byte for byte.
     */
    final class KeptOrder implements JobOutputPolicy {
        private final SharedStdout out;
        private final boolean tagged;
        private final OrderedOutput order;

        private KeptOrder(SharedStdout out, boolean tagged) {
            this.out = out;
            this.tagged = tagged;
            // The spool of each job holds the output, so the limit of OrderedOutput is not needed.
            this.order = new OrderedOutput(1, AHEAD, Long.MAX_VALUE, out::write);
        }

        @Override
        public JobOutput open(JobRecord record, ByteBuffer buffer) {
            order.awaitWindow(record.number());
            return new SpooledOutput(
                    (held, whenWritten) ->
                            order.end(record.number(), () -> write(held, record, whenWritten)),
                    buffer);
        }

        private void write(Spool held, JobRecord record, Runnable whenWritten) {
            if (tagged) {
                writeLines(held, out, record, true, whenWritten);
                return;
            }
            try (held) {
                held.pour(out::write);
                whenWritten.run();
            }
        }

        @Override
        public void skip(JobRecord record) {
            order.end(record.number(), () -> {});
        }
    }
}
