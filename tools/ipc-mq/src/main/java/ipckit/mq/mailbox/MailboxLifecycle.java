package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.common.naming.ObjectLifecycle;

import java.nio.file.Path;

/**
 * Performs the steps of creation and removal that only mailboxes need. A {@code Namespace}, which
 * creates and removes objects of any kind by name, calls these methods. This class is safe for
 * several threads.
 */
final class MailboxLifecycle implements ObjectLifecycle {
    /**
     * {@inheritDoc}
     *
     * <p>If the owner of the mailbox is dead, this method marks the mailbox as removed and returns
     * true. If this process cannot find out whether the owner is dead, the owner counts as alive.
     */
    @Override
    public boolean isRemoved(Path directory) {
        if (Mailbox.isRemoved(directory)) {
            return true;
        }
        try {
            if (!MailboxMonitor.open(directory).isOrphan()) {
                return false;
            }
        } catch (IpcException e) {
            return false;
        }
        Mailbox.retire(directory);
        return true;
    }

    @Override
    public void prepareRemoval(Path directory) {
        Mailbox.claim(directory);
    }

    @Override
    public void retire(Path directory) {
        Mailbox.retire(directory);
    }
}
