package ipckit.fan.each.input;

import ipckit.common.IpcException;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups values into batches, and yields the arguments of one job for each batch. A batch ends
 * early if the next value would make the batch too long for a command line. A single value that is
 * too long is a batch of its own.
 */
final class ArgumentBatches implements ArgumentSource {
    /**
     * The largest size in bytes of a batch of several values, counting one separator after each
     * value. The kernel accepts arguments of at most 128 KiB. The smaller limit leaves room for
     * text before and after the batch in the same argument.
     */
    private static final int MOST_BYTES = 120 << 10;

    private final ValueSource source;
    private final int most;
    private final char separator;

    /**
     * The value that did not fit into the previous batch and will begin the next batch; null if
     * there is no such value.
     */
    private byte[] pending;

    private IpcException failure;

    /**
     * @param most the largest number of values in a batch
     * @param separator the separator of values in the text of a batch
     */
    ArgumentBatches(ValueSource source, int most, char separator) {
        this.source = source;
        this.most = most;
        this.separator = separator;
    }

    @Override
    public JobArguments next() {
        List<byte[]> batch = new ArrayList<>();
        long length = 0;
        while (batch.size() < most) {
            byte[] value = pending == null ? read() : pending;
            pending = null;
            if (value == null) {
                break;
            }
            length += value.length + 1;
            if (length > MOST_BYTES && !batch.isEmpty()) {
                pending = value;
                break;
            }
            batch.add(value);
        }
        if (batch.isEmpty() && failure != null) {
            throw failure;
        }
        return batch.isEmpty() ? null : JobArguments.joined(batch, separator);
    }

    /**
     * Returns the next value, or null if there is none. If the source fails, also returns null, so
     * that the values before the failure become a batch. {@link #next} throws the failure after
     * this batch.
     */
    private byte[] read() {
        if (failure != null) {
            return null;
        }
        try {
            return source.next();
        } catch (IpcException e) {
            failure = e;
            return null;
        }
    }
}
