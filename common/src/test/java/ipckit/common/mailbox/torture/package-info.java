/**
 * The torture of mailboxes. Real processes send in every way, receive with and without leases, call
 * and answer. They are killed by SIGKILL at random. At the end, the notes of the processes are
 * checked against the promises.
 */
package ipckit.common.mailbox.torture;
