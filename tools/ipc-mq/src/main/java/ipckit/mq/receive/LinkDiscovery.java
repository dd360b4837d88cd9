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

/**
 * Finds the links to a task, including links that are created after the first search. Each task has
 * a mailbox that is called the door of the task. A process that creates a link to the task puts a
 * message into the door. The message announces the link. An instance belongs to one thread.
 */
final class LinkDiscovery implements AutoCloseable {
    private final LinkRegistry links = new LinkRegistry();
    private final ObjectName task;
    private final Set<ObjectName> knownSenders = new HashSet<>();
    private final MessageSource door;

    /** Registers the task and opens its door, the mailbox that announces new links to the task. */
    LinkDiscovery(ObjectName task) {
        this.task = task;
        this.door = MessageSource.open(links.register(task), Deadline.NOW);
    }

    MessageSource door() {
        return door;
    }

    /**
     * Opens and returns the links to the task that no earlier call of this method has opened.
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
                opened.add(MessageSource.open(link, Deadline.NOW));
            }
        }
        return opened;
    }

    @Override
    public void close() {
        door.close();
    }
}
