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

/** All links to a task, those that are made meanwhile included: who makes one knocks. */
final class LinkDiscovery {
    private final LinkRegistry links;
    private final ObjectName task;
    private final BooleanSupplier givenUp;
    private final Set<ObjectName> known = new HashSet<>();
    private final MessageSource door;

    /**
     * @param givenUp asked now and then during waits: true ends the wait
     */
    LinkDiscovery(LinkRegistry links, ObjectName task, BooleanSupplier givenUp) {
        this.links = links;
        this.task = task;
        this.givenUp = givenUp;
        this.door = MessageSource.open(links.know(task), Deadline.NOW, givenUp);
    }

    /** What is knocked at. */
    MessageSource door() {
        return door;
    }

    /** Those that were not there before. */
    List<MessageSource> come() {
        MailboxOutcome knocked;
        while ((knocked = door.receive(1, 0, Deadline.NOW)) == MailboxOutcome.DONE) {
            door.receiver().acknowledgeSoon();
        }
        if (knocked == MailboxOutcome.REMOVED) {
            throw door.route().named(WaitFailure.removed());
        }
        List<MessageSource> more = new ArrayList<>();
        for (LinkRegistry.Link link : links.to(task)) {
            if (known.add(link.from())) {
                more.add(MessageSource.open(link, Deadline.NOW, givenUp));
            }
        }
        return more;
    }

    void close() {
        door.close();
    }
}
