package ipckit.fan.joblog;

import ipckit.common.ExactText;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A number of 128 bits that stands for a job. It is the beginning of the SHA-256 digest of the
 * job's command, number, record and values. Different jobs practically always have different
 * digests: the probability that two of a million jobs have the same digest is less than
 * 10<sup>-26</sup>.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
record JobDigest(long high, long low) {
    static JobDigest of(LoggedJob job) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
        LoggedCommand command = job.command();
        add(digest, command.words().size());
        for (String word : command.words()) {
            add(digest, ExactText.bytesOf(word));
        }
        add(digest, command.readsRecord() ? 1 : 0);
        add(digest, command.replaced() == null ? 0 : 1);
        add(digest, ExactText.bytesOf(command.replaced() == null ? "" : command.replaced()));
        add(digest, command.positions());
        add(digest, job.number());
        add(digest, job.record());
        boolean isOnly = JobLogLine.isOnly(job.values(), job.record());
        add(digest, isOnly ? -1 : job.values().size());
        if (!isOnly) {
            job.values().forEach(value -> add(digest, value));
        }
        ByteBuffer result = ByteBuffer.wrap(digest.digest());
        return new JobDigest(result.getLong(), result.getLong());
    }

    /**
     * Adds the length of a text, and then the text. Without the lengths, the lists "ab", "c" and
     * "a", "bc" would add the same bytes.
     */
    private static void add(MessageDigest digest, byte[] text) {
        add(digest, text.length);
        digest.update(text);
    }

    private static void add(MessageDigest digest, long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }
}
