package ipckit.mq.manage;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextTable;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;

/**
 * Prints all kernel queues as a table or as JSON. A queue that cannot be read is listed with the
 * reason.
 */
final class KernelQueueListing {
    private KernelQueueListing() {}

    /** Prints all queues. */
    static void print(Console console, boolean json) {
        TextTable table =
                new TextTable()
                        .left("NAME")
                        .left("STATE")
                        .right("CAPACITY")
                        .right("READY")
                        .right("BYTES")
                        .left("MODE")
                        .right("OWNER");
        for (String text : KernelQueue.list()) {
            KernelQueueName name = new KernelQueueName(text);
            try {
                KernelQueue.Facts facts = KernelQueues.receiving(name, KernelQueue::facts);
                if (json) {
                    KernelQueueStatus.write(console.json(), name, facts);
                } else {
                    table.row(
                            name.toString(),
                            KernelQueueStatus.state(facts),
                            Long.toString(facts.capacity()),
                            Long.toString(facts.ready()),
                            Long.toString(facts.bytes()),
                            KernelQueueStatus.mode(facts),
                            Integer.toString(facts.uid()));
                }
            } catch (IpcException e) {
                if (e.category() == Category.ABSENT) {
                    // The queue was removed since the directory was read.
                    continue;
                }
                String state = e.category() == Category.DENIED ? "denied" : "unreadable";
                if (json) {
                    JsonWriter line = console.json().object().field("name", name.toString());
                    line.field("state", state).field("error", e.getMessage());
                    line.end().endLine();
                } else {
                    table.row(name.toString(), state, "", "", "", "", "");
                }
            }
        }
        table.print(console.text());
    }
}
