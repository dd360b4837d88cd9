package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.naming.ObjectName;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.task.LinkRegistry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Finds the links to a task, including links that are created later. Each creation puts a message
 * into the task's door, which this class receives. For one thread.
 */
final class LinkDiscovery {
    private final LinkRegistry links;
    private final ObjectName task;
    private final BooleanSupplier cancelled;
    private final Set<ObjectName> knownSenders = new HashSet<>();
    private final MessageSource door;

    /**
     * Registers the task and opens its door.
     *
     * @param cancelled polled during waits; true ends the wait
     */
    LinkDiscovery(LinkRegistry links, ObjectName task, BooleanSupplier cancelled) {
        this.links = links;
        this.task = task;
        this.cancelled = cancelled;
        this.door = MessageSource.open(links.register(task), Deadline.NOW, cancelled);
    }

    /** Returns the task's door, which has a message when a link may have been created. */
    MessageSource door() {
        return door;
    }

    /**
     * Opens the links that were created since the last call.
     *
     * @throws ipckit.common.IpcException REMOVED when the task was removed
     */
    List<MessageSource> openNewLinks() {
        MailboxOutcome outcome;
        while ((outcome = door.receive(1, 0, Deadline.NOW)) == MailboxOutcome.DONE) {
            door.receiver().acknowledgeSoon();
        }
        if (outcome == MailboxOutcome.REMOVED) {
            throw door.reference().named(WaitFailure.removed());
        }
        List<MessageSource> opened = new ArrayList<>();
        for (LinkRegistry.Link link : links.to(task)) {
            if (knownSenders.add(link.from())) {
                opened.add(MessageSource.open(link, Deadline.NOW, cancelled));
            }
        }
        return opened;
    }

    void close() {
        door.close();
    }
}
