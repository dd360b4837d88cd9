/**
 * Waiting, and coordination that survives the death of any process: doorbells and events, locks
 * that are taken over from dead owners, the participant table, and tests whether participants live.
 *
 * <h2>Types, in reading order</h2>
 *
 * <ul>
 *   <li>A {@link ipckit.common.sync.Doorbell} lets a process sleep and wakes other processes, at an
 *       {@link ipckit.common.sync.EventWord}. Its implementations are {@link
 *       ipckit.common.sync.FutexDoorbell} and {@link ipckit.common.sync.PipeDoorbell}.
 *   <li>Processes wait for an {@link ipckit.common.sync.Event}, and no wake-up is lost. {@link
 *       ipckit.common.sync.EventWaiter} and {@link ipckit.common.sync.SpinWait} decide how long a
 *       waiting process spins and sleeps.
 *   <li>{@link ipckit.common.sync.Liveness} tells which participants are alive. An {@link
 *       ipckit.common.sync.InheritedLock} is a file lock that a program keeps when it replaces
 *       itself (by exec) by another program. The children of that program keep the lock, too.
 *   <li>A {@link ipckit.common.sync.RobustLock} is a lock in shared memory. If its owner dies,
 *       another process takes the lock over.
 *   <li>A {@link ipckit.common.sync.ParticipantTable}, at a {@link
 *       ipckit.common.sync.ParticipantTableLocation}, contains the role and the state of each
 *       participant. A {@link ipckit.common.sync.Registration} gives a participant index to a
 *       process that attaches.
 *   <li>At a {@link ipckit.common.sync.Failpoint}, tests kill a process; {@link
 *       ipckit.common.sync.SyncStep} names the failpoints of this package.
 * </ul>
 *
 * <p>Waiting costs almost no processor time. A process that waits spins for less than 0.1 ms, and
 * then sleeps in the kernel. On a machine with one processor, it does not spin. Every sleep has a
 * time limit, because the process that should wake the sleeping process may have been killed.
 *
 * <p>This package may use {@code memory} and {@code os}.
 */
package ipckit.common.sync;
