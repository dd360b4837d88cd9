package ipckit.common.mailbox;

/**
 * The base class of all participants of a mailbox. A participant belongs to one thread. {@link
 * #close} detaches the participant from the mailbox.
 */
abstract sealed class MailboxParticipant implements AutoCloseable
        permits SendingParticipant, Receiver, ReceiptDesk {
    final MailboxAttachment attachment;
    final EntryTable entries;
    final EntryContent content;

    MailboxParticipant(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.entries = attachment.entries;
        this.content = new EntryContent(attachment);
    }

    @Override
    public void close() {
        attachment.close();
    }
}
