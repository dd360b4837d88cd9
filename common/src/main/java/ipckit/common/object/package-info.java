/**
 * The parts that every shared object has, whatever its content. The rooms {@code queue} and {@code
 * mailbox}, and the segments of {@code ipc-shm}, build on it.
 *
 * <h2>Types, in reading order</h2>
 *
 * <ul>
 *   <li>{@link ipckit.common.object.ObjectKind}: what distinguishes a buffer from a mailbox before
 *       its content is looked at.
 *   <li>{@link ipckit.common.object.ObjectHeader}: the first words of every mapped file.
 *   <li>{@link ipckit.common.object.ObjectFile}: creates, opens and checks the files of an object;
 *       the mark of a removal; the check that the object is still in place.
 *   <li>{@link ipckit.common.object.Attachment}: a participant from attaching to detaching. Its
 *       {@code attach} is the one procedure of admission and recovery, and it keeps the record of
 *       what the participant waits for.
 *   <li>{@link ipckit.common.object.ParticipantStatus}: a participant as a monitor sees it.
 *   <li>{@link ipckit.common.object.AttachStep}: the steps of attaching at which tests kill.
 * </ul>
 *
 * <h2>Two ways to be a participant</h2>
 *
 * <p>A participant holds a lock on its own byte of the liveness file. Two kinds of lock serve, and
 * each excludes the other on the same byte, so that one test for liveness sees both:
 *
 * <ul>
 *   <li>A POSIX lock ({@link ipckit.common.sync.Liveness}) belongs to the process and ends with it.
 *       Producers, consumers, senders and receivers hold one, because their claims must be
 *       recovered when exactly this process ends.
 *   <li>An open-file-description lock ({@link ipckit.common.sync.InheritedLock}) belongs to a
 *       descriptor. It survives {@code execve} and is inherited by children, and ends when the last
 *       process that has the descriptor ends. The command of {@code ipc-shm attach} holds one,
 *       because a segment must stay counted while any process of that command runs.
 * </ul>
 *
 * <p>A participant of the second way leaves nothing to repair, so it takes an index without {@link
 * ipckit.common.sync.Registration}.
 *
 * <p>This room may use {@code sync}, {@code memory} and {@code os}.
 */
package ipckit.common.object;
