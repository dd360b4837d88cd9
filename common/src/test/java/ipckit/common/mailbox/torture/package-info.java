/**
 * The torture of mailboxes. Real processes send in every way, receive with and without leases, call
 * and answer, and die by SIGKILL at random. Their notes are checked against the promises.
 */
package ipckit.common.mailbox.torture;
