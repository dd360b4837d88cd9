/**
 * What must hold of a mailbox whoever is killed: real processes send in every way, receive for life
 * and by leases, ask and answer, and die by SIGKILL at random; what they noted is then checked.
 */
package ipckit.common.mailbox.torture;
