/**
 * What must hold of a ring whoever is killed: real processes put and take, and die by SIGKILL at
 * random or at named steps of the protocol; what they logged is then checked.
 */
package ipckit.common.queue.torture;
