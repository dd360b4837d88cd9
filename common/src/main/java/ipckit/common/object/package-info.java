/**
 * The parts that every shared object has, whatever its content. The packages {@code queue} and
 * {@code mailbox}, and the segments of {@code ipc-shm}, build on this package.
 *
 * <h2>Types, in reading order</h2>
 *
 * <ul>
 *   <li>An {@link ipckit.common.object.ObjectKind} has the properties that all objects of one kind
 *       (for example, all mailboxes) have in common.
 *   <li>{@link ipckit.common.object.ObjectHeader} names the first words of every mapped file.
 *   <li>An {@link ipckit.common.object.ObjectFile} creates, opens and checks the files of an
 *       object. It also marks the object as removed, and checks that the object's path still leads
 *       to these files.
 *   <li>An {@link ipckit.common.object.ObjectDirectory} contains files that the object adds and
 *       deletes while processes use it.
 *   <li>An {@link ipckit.common.object.Attachment} represents one participant until the participant
 *       detaches. Its method {@code attach} reserves a participant index and repairs what a dead
 *       process left. The attachment also records what the participant waits for.
 *   <li>A {@link ipckit.common.object.ParticipantStatus} is a participant as it appears to a
 *       monitor, a process that only inspects the object.
 *   <li>{@link ipckit.common.object.DurableFiles} keeps the files of an object in a directory on a
 *       disk, {@link ipckit.common.object.DurableCreation} creates or restores them, and {@link
 *       ipckit.common.object.DurableStep} lists what remains if a process dies during these
 *       operations or during a removal.
 *   <li>{@link ipckit.common.object.AttachStep} names the steps of attaching at which tests kill a
 *       process.
 * </ul>
 *
 * <h2>Two ways to be a participant</h2>
 *
 * <p>A participant holds a lock on its own byte of the liveness file. There are two kinds of this
 * lock. One test for liveness detects both kinds, because a lock of one kind excludes a lock of the
 * other kind on the same byte. The two kinds are:
 *
 * <ul>
 *   <li>A POSIX lock ({@link ipckit.common.sync.Liveness}) belongs to the process and ends with it.
 *       Producers, consumers, senders and receivers hold a POSIX lock. Child processes do not
 *       inherit the lock, so the claims of a participant can be recovered as soon as its process
 *       ends.
 *   <li>An open-file-description lock ({@link ipckit.common.sync.InheritedLock}) belongs to a
 *       descriptor. The lock survives {@code execve}, and child processes inherit it. It ends when
 *       no process has the descriptor open any more. The user's command, which {@code ipc-shm
 *       attach} runs, holds this kind of lock, because the segment must count as used while any
 *       process of that command runs.
 * </ul>
 *
 * <p>A participant with an open-file-description lock leaves nothing to repair. So it reserves an
 * index without a {@link ipckit.common.sync.Registration}. Other participants need a registration,
 * which allows only one process at a time to attach and repair.
 *
 * <p>This package may use {@code sync}, {@code memory} and {@code os}.
 */
package ipckit.common.object;
