package ipckit.mq.receive;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.Receiver;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.RunWriter;
import ipckit.mq.mailbox.MailboxReference;

/**
 * Writes message bodies to stdout directly from the mailbox's memory, and acknowledges each message
 * after stdout has accepted the message. With {@code --prefetch}, acknowledges a message only after
 * the reader of stdout has read the message.
 */
final class MessageBodySink implements MessageSink {
    /**
     * The largest number of messages that one call of {@link #deliver} writes. A larger number does
     * not make {@code recv} faster.
     */
    private static final int BATCH_SIZE = 1024;

    private final RunWriter writer;
    private final RunBytes body = new RunBytes();
    private final int prefetch;

    /**
     * @param prefetch the largest number of unacknowledged messages; 0 if the user gave no {@code
     *     --prefetch}
     */
    MessageBodySink(Console console, Framing framing, int prefetch) {
        this.prefetch = prefetch;
        this.writer = new RunWriter(console.stdout(), framing, HangUp::ofStdout);
    }

    @Override
    public int batchSize() {
        return prefetch == 0 ? BATCH_SIZE : Math.min(prefetch, BATCH_SIZE);
    }

    @Override
    public int deliver(MailboxReference source, Receiver receiver) {
        long before = writer.itemsTaken();
        int count = receiver.count();
        try {
            for (int i = 0; i < count; i++) {
                writer.write(
                        RunFormat.ONE,
                        1,
                        body.set(receiver.memory(i), receiver.bodyAt(i), receiver.bodyLength(i)));
            }
            writer.flush();
        } catch (IpcException e) {
            receiver.acknowledge(prefetch == 0 ? (int) (writer.itemsTaken() - before) : 0);
            throw e;
        }
        if (prefetch > 0) {
            ReadMessages.await(receiver);
        }
        receiver.acknowledgeSoon();
        return 0;
    }

    @Override
    public void close() {
        writer.close();
    }
}
