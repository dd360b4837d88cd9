/**
 * The torture test of mailboxes. Real processes send in every way, receive with and without leases,
 * call services and answer calls. They are killed by SIGKILL at random. Each process checks that
 * every message that it receives is exactly as it was sent, and notes the events of its messages in
 * a file. At the end, the test checks by these notes that no message was lost, and that each
 * repeated delivery was marked as a redelivery.
 */
package ipckit.common.mailbox.torture;
