/**
 * Lets processes wait for each other and exclude each other, even if any of them may be killed at
 * any time. The package contains doorbells, events, locks that can be taken over from dead owners,
 * the participant table, and the liveness files.
 *
 * <h2>Types, in reading order</h2>
 *
 * <ul>
 *   <li>A {@link ipckit.common.sync.Doorbell} is the means by which a process sleeps until another
 *       process wakes it. An {@link ipckit.common.sync.EventWord} is a word in shared memory on
 *       which processes sleep. The two kinds of doorbell are {@link
 *       ipckit.common.sync.FutexDoorbell} and {@link ipckit.common.sync.PipeDoorbell}.
 *   <li>An {@link ipckit.common.sync.Event} uses a doorbell in such a way that no wake-up is lost.
 *       It needs an {@link ipckit.common.sync.AsymmetricFence}, and {@link
 *       ipckit.common.sync.LightFences} tells whether the kernel allows the fast kind. {@link
 *       ipckit.common.sync.EventWaiter} and {@link ipckit.common.sync.SpinWait} decide how long a
 *       waiting process spins and sleeps.
 *   <li>{@link ipckit.common.sync.Liveness} tells which participants are alive. {@link
 *       ipckit.common.sync.ListedLiveness} does so for users who may not open the liveness file.
 *       Both classes implement {@link ipckit.common.sync.LivenessView}. An {@link
 *       ipckit.common.sync.InheritedLock} is a file lock that a process keeps when it executes
 *       another program. The child processes of the process share the lock. An {@link
 *       ipckit.common.sync.InheritedSemaphore} admits several holders.
 *   <li>A {@link ipckit.common.sync.RobustLock} is a lock in shared memory. If its owner dies,
 *       another process takes the lock over.
 *   <li>A {@link ipckit.common.sync.ParticipantTable} contains the role and the state of each
 *       participant. A {@link ipckit.common.sync.ParticipantTableLocation} says where the table is
 *       in shared memory. A {@link ipckit.common.sync.Registration} gives a participant index to a
 *       process that attaches.
 *   <li>A {@link ipckit.common.sync.Failpoint} is a place in the code at which tests kill a
 *       process. {@link ipckit.common.sync.SyncStep} names the failpoints of this package.
 * </ul>
 *
 * <p>Waiting costs almost no processor time. A process that waits spins for less than 0.1 ms, and
 * then sleeps in the kernel. On a machine with one processor, no process spins. Every sleep has a
 * time limit, because the process that should wake the sleeping process may have been killed.
 *
 * <p>This package may use {@code memory} and {@code os}.
 */
package ipckit.common.sync;
