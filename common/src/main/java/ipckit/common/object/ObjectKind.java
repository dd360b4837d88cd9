package ipckit.common.object;

import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTableLocation;

import java.nio.file.Path;
import java.util.List;

/**
 * A kind of shared object, for example all buffers. The record components contain the properties
 * that all objects of this kind have in common. The offsets are in bytes from the start of the
 * mapped file.
 *
 * @param noun the word for an object of this kind in messages: "buffer", "mailbox"
 * @param fileName the name of the mapped file in the object's directory
 * @param magic the first eight bytes of the mapped file
 * @param version the format version that this program reads and writes
 * @param createdAt the offset of the word that contains the creation time (milliseconds since 1970)
 * @param creatorAt the offset of the word that contains the creator's pid
 * @param stateAt the offset of the state word, which contains {@link ObjectHeader#OPEN} or {@link
 *     ObjectHeader#REMOVED}
 * @param homeAt the offset of the word in which {@link DurableFiles} stores the number of the
 *     object directory to which the files belong; 0 if no object of this kind is durable
 * @param leastBytes the smallest valid size of the mapped file in bytes; a smaller file was
 *     truncated
 * @param participants the location of the participant table in the mapped file
 * @param liveBytes the number of bytes of the liveness file
 * @param events the events that are signalled when an object is removed
 * @param furtherFiles the beginnings of the names of the files that an object of this kind may have
 *     besides the mapped file and the liveness file
 */
public record ObjectKind(
        String noun,
        String fileName,
        long magic,
        int version,
        long createdAt,
        long creatorAt,
        long stateAt,
        long homeAt,
        long leastBytes,
        ParticipantTableLocation participants,
        int liveBytes,
        List<EventWord> events,
        List<String> furtherFiles) {
    /** The name of the liveness file, in which each participant locks one byte. */
    public static final String LIVE = "live";

    private static final int READ = 0444;
    private static final int READ_TO_WRITE_SHIFT = 1;

    /** Returns whether a file in an object's directory belongs to the object. */
    boolean isPart(String name) {
        return name.equals(fileName)
                || name.equals(LIVE)
                || furtherFiles.stream().anyMatch(name::startsWith);
    }

    /**
     * Returns the permissions of a file in an object's directory. Every file has the permissions of
     * the object, except the liveness file. Only users who may both read and write the object may
     * open the liveness file. If other users could open the file, they could lock its bytes, and so
     * keep processes from attaching.
     *
     * @param mode the permissions of the object
     */
    public static int permissionsOf(Path file, int mode) {
        if (!file.endsWith(LIVE)) {
            return mode;
        }
        int write = mode & (mode & READ) >> READ_TO_WRITE_SHIFT;
        return write | write << READ_TO_WRITE_SHIFT;
    }
}
