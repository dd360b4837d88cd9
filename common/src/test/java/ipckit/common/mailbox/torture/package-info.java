/**
 * The torture test of mailboxes. Real processes send in every way, receive with and without leases,
 * call services and answer calls. They are killed by SIGKILL at random. The processes note what
 * they do, and at the end the notes show whether the mailbox has kept its promises.
 */
package ipckit.common.mailbox.torture;
