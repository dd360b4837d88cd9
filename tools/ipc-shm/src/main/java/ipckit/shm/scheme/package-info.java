/**
 * Shared-memory segments in three schemes behind one interface: {@code local} segments, which are
 * directories in {@code $IPC_DIR}; {@code posix} objects of {@code shm_open(3)}; and {@code sysv}
 * segments of {@code shmget(2)}.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.scheme.SegmentName}: the syntax of a name, which selects the {@link
 *       ipckit.shm.scheme.SegmentScheme}.
 *   <li>{@link ipckit.shm.scheme.Segment}: the operations on a segment. The segment need not exist.
 *   <li>{@link ipckit.shm.scheme.AttachedSegment}: the bytes of a segment in this process, and its
 *       {@link ipckit.shm.scheme.CellEvent}, which wakes processes that wait for the change of a
 *       cell (an atomic integer in the segment).
 *   <li>{@link ipckit.shm.scheme.LockMode}: how the lock of a segment is acquired.
 *   <li>{@link ipckit.shm.scheme.SegmentStatus}: the status that {@code stat} and {@code ls} show.
 *   <li>{@link ipckit.shm.scheme.SegmentCatalog}: finds, lists and cleans up segments of all
 *       schemes.
 *   <li>{@code LocalSegment}, {@code PosixSegment} and {@code SystemVSegment}: the three
 *       implementations. {@code AttachedFile} is an attached local or posix segment. The directory
 *       of a local segment also contains the files in which {@code SegmentRecord} records the
 *       attached processes.
 * </ol>
 *
 * <p>This package uses no other package of the tool.
 */
package ipckit.shm.scheme;
