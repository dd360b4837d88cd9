/**
 * Waiting, and everything that survives the death of a process: doorbells and events, locks whose
 * dead owners are replaced, the participant table, and liveness as the kernel knows it.
 *
 * <h2>Types, in reading order</h2>
 *
 * <ul>
 *   <li>{@link ipckit.common.sync.Doorbell}: how a process sleeps and wakes others, by {@link
 *       ipckit.common.sync.FutexDoorbell} or {@link ipckit.common.sync.PipeDoorbell}, at an {@link
 *       ipckit.common.sync.EventWord}.
 *   <li>{@link ipckit.common.sync.Event}: an event without lost wake-ups; {@link
 *       ipckit.common.sync.EventWaiter} and {@link ipckit.common.sync.SpinWait}: how long to spin
 *       and to sleep.
 *   <li>{@link ipckit.common.sync.Liveness}: which participants live. {@link
 *       ipckit.common.sync.InheritedLock}: a lock that a command and its children keep.
 *   <li>{@link ipckit.common.sync.RobustLock}: a lock in shared memory with takeover.
 *   <li>{@link ipckit.common.sync.ParticipantTable}, at a {@link
 *       ipckit.common.sync.ParticipantTableLocation}: what participants say about themselves.
 *       {@link ipckit.common.sync.Registration}: how a newcomer gets a participant index.
 *   <li>{@link ipckit.common.sync.Failpoint} and {@link ipckit.common.sync.SyncStep}: where tests
 *       kill a process.
 * </ul>
 *
 * <p>Waiting costs next to no processor time: about a hundred pauses of spinning where there is a
 * second processor, then a sleep in the kernel. Every sleep is bounded, because the process that
 * should wake this one may have been killed.
 *
 * <p>This room may use {@code memory} and {@code os}.
 */
package ipckit.common.sync;
