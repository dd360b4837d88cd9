/**
 * The torture test of mailboxes. Real processes send messages in every way that a mailbox offers,
 * receive messages with and without leases, call services, and answer calls. The test kills these
 * processes at random by SIGKILL. Each process checks that every message that it receives is
 * exactly as it was sent, and notes the events of its messages in a file. At the end, the test
 * checks by these notes that no message was lost, and that each repeated delivery was marked as a
 * redelivery.
 */
package ipckit.common.mailbox.torture;
