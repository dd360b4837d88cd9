package ipckit.mq;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.naming.ObjectName;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** All links to a task, those that are made meanwhile included: who makes one knocks. */
final class TaskInlets {
    private final Links links;
    private final ObjectName task;
    private final BooleanSupplier givenUp;
    private final Set<ObjectName> known = new HashSet<>();
    private final Inlet door;

    /**
     * @param givenUp asked now and then during waits: true ends the wait
     */
    TaskInlets(Links links, ObjectName task, BooleanSupplier givenUp) {
        this.links = links;
        this.task = task;
        this.givenUp = givenUp;
        this.door = Inlet.open(links.know(task), Deadline.NOW, givenUp);
    }

    /** What is knocked at. */
    Inlet door() {
        return door;
    }

    /** Those that were not there before. */
    List<Inlet> come() {
        MailboxOutcome knocked;
        while ((knocked = door.receive(1, 0, Deadline.NOW)) == MailboxOutcome.DONE) {
            door.receiver().acknowledgeSoon();
        }
        if (knocked == MailboxOutcome.REMOVED) {
            throw door.route().named(Mailboxes.removed());
        }
        List<Inlet> more = new ArrayList<>();
        for (Links.Link link : links.to(task)) {
            if (known.add(link.from())) {
                more.add(Inlet.open(link, Deadline.NOW, givenUp));
            }
        }
        return more;
    }

    void close() {
        door.close();
    }
}
