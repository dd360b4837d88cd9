package ipckit.fan.each;

import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Spool;
import ipckit.fan.output.SharedStdout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What becomes of the output of jobs. Safe for several threads. */
interface JobOutputPolicy {
    /** How many jobs may be held back behind the first of them. */
    int HELD = 512;

    /**
     * The output of a job that begins; may wait until it may begin.
     *
     * @param buffer memory that belongs to the slot in which it runs
     */
    JobOutput open(JobRecord record, ByteBuffer buffer);

    /** There is no job for this record. */
    default void skip(JobRecord record) {}

    /** What a user can choose. */
    enum Order {
        /** Whole lines as they come. */
        LINES,
        /** Job by job, in the order of the records. */
        KEPT,
        /** As the processes write it. */
        NONE
    }

    /**
     * The rule that a user has chosen.
     *
     * @param tagged whether each line begins with the record and a tab
     * @param retried whether a job may be tried again; then nobody shall see what a failed try has
     *     written
     */
    static JobOutputPolicy of(Order order, boolean tagged, boolean retried, Console console) {
        if (order == Order.NONE || leadsNowhere()) {
            return (_, _) -> new InheritedOutput();
        }
        SharedStdout out = new SharedStdout(console);
        if (order == Order.KEPT) {
            return new KeptOrder(out, tagged);
        }
        if (retried) {
            return (record, buffer) ->
                    new SpooledOutput(
                            (held, then) -> asLines(held, out, record, tagged, then), buffer);
        }
        return (record, buffer) ->
                new MergedLineOutput(new LineMerger(out, tag(record, tagged)), buffer);
    }

    private static boolean leadsNowhere() {
        try {
            return Path.of("/proc/self/fd/1").toRealPath().equals(Path.of("/dev/null"));
        } catch (IOException e) {
            return false; // a pipe
        }
    }

    /** Writes out the lines of a job that is done. */
    private static void asLines(
            Spool held, SharedStdout out, JobRecord record, boolean tagged, Runnable then) {
        LineMerger lines = new LineMerger(out, tag(record, tagged));
        out.take();
        try (held) {
            held.pour(lines::write);
            lines.end();
            then.run();
        } finally {
            lines.close();
            out.leave();
        }
    }

    private static byte[] tag(JobRecord record, boolean tagged) {
        if (!tagged) {
            return new byte[0];
        }
        byte[] bytes = record.bytes();
        byte[] tag = new byte[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            tag[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i]; // a tag is within a line
        }
        tag[bytes.length] = '\t';
        return tag;
    }

    /** Job by job. Without tags, their bytes are as they are. */
    final class KeptOrder implements JobOutputPolicy {
        private final SharedStdout out;
        private final boolean tagged;
        private final InOrder order = new InOrder(HELD);

        private KeptOrder(SharedStdout out, boolean tagged) {
            this.out = out;
            this.tagged = tagged;
        }

        @Override
        public JobOutput open(JobRecord record, ByteBuffer buffer) {
            order.awaitNear(record.number());
            return new SpooledOutput(
                    (held, then) -> order.use(record.number(), () -> put(held, record, then)),
                    buffer);
        }

        private void put(Spool held, JobRecord record, Runnable then) {
            if (tagged) {
                asLines(held, out, record, true, then);
                return;
            }
            try (held) {
                held.pour(out::write);
                then.run();
            }
        }

        @Override
        public void skip(JobRecord record) {
            order.use(record.number(), () -> {});
        }
    }
}
