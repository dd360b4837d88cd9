package ipckit.common.mailbox;

/**
 * The common part of all participants of a mailbox. Closing a participant detaches it from the
 * mailbox. A participant belongs to one thread.
 */
abstract sealed class MailboxParticipant implements AutoCloseable
        permits SendingParticipant, Receiver, ReceiptDesk {
    final MailboxAttachment attachment;
    final EntryTable entries;
    final EntryReader reader;

    MailboxParticipant(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.entries = attachment.entries;
        this.reader = new EntryReader(attachment);
    }

    @Override
    public void close() {
        attachment.close();
    }
}
