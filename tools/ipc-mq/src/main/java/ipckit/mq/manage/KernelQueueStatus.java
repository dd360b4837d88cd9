package ipckit.mq.manage;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.value.ModeConverter;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.PosixQueueName;
import ipckit.mq.kernel.SystemVQueueName;

import java.util.List;

/** The state of a kernel queue, as text and as JSON. */
interface KernelQueueStatus {
    /**
     * Returns the present state of a queue. If the queue cannot be read, the error message contains
     * the queue's name.
     */
    static KernelQueueStatus of(KernelQueueName name) {
        return name instanceof SystemVQueueName systemV
                ? new SystemVQueueStatus(systemV.facts())
                : new PosixQueueStatus(((PosixQueueName) name).facts());
    }

    /** Returns the state of the queue: {@code empty}, {@code in use} or {@code full}. */
    String state();

    /**
     * Returns the properties of the queue as cells of a table row. The first cell contains the
     * state.
     */
    List<String> cells();

    /** Prints the properties of the queue except its name and its state, one per line. */
    void print(TextOutput out);

    /**
     * Writes all properties of the queue except its name, as fields of the JSON object that the
     * caller has begun.
     */
    void writeFields(JsonWriter json);

    /** Returns permission bits as four octal digits, such as {@code 0600}. */
    static String mode(int mode) {
        return ModeConverter.PERMISSIONS.show(mode);
    }

    /**
     * Returns the state of a queue with {@code ready} messages.
     *
     * @param full whether the queue is full; ignored if {@code ready} is 0
     */
    static String state(long ready, boolean full) {
        if (ready == 0) {
            return "empty";
        }
        return full ? "full" : "in use";
    }
}
