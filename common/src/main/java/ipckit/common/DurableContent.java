package ipckit.common;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Creates, finds and deletes the files of one durable object, that is, of a shared object that
 * survives a restart of the machine. The files are in a directory on a disk. The object also has an
 * object directory in the home (the directory of all objects). The object directory contains a link
 * to the directory on the disk.
 *
 * <p>While one process removes the object, another process may create a second object directory
 * with a link to the same files. The removal must then not delete the files. Therefore the files
 * belong to only one object directory at a time, and only the removal of this directory deletes
 * them.
 *
 * <p>The package {@code naming} calls the methods of this interface. The package {@code naming}
 * also decides where the two directories are created, and when they get their names.
 */
public interface DurableContent {
    /**
     * Creates a link in an object directory. The link leads to a directory on the disk.
     *
     * @param object the object directory, which is in the home (the directory of all objects)
     * @param disk the directory on the disk, which need not exist yet
     */
    void link(Path object, Path disk) throws IOException;

    /**
     * Returns whether a directory contains the files of a durable object of the kind that this
     * instance creates, for example of a mailbox. Returns false if the directory is absent, is
     * empty, or contains an object of another kind.
     */
    boolean isAt(Path disk);

    /**
     * Deletes the files in a directory on the disk if the object to which they belong was removed.
     * Does nothing if the object still exists.
     *
     * @return true if the directory now contains no object; false if the object still exists
     */
    boolean clear(Path disk);

    /**
     * Creates the files of a new object, and makes them belong to an object directory.
     *
     * @param disk the directory on the disk in which the files are created, and which no other
     *     process can open yet
     * @param object the object directory, which is in the home (the directory of all objects)
     */
    void create(Path disk, Path object) throws IOException;

    /**
     * Writes the new files of an object, and the name of the directory that contains them, to the
     * disk. Returns after the disk has stored both.
     *
     * @param object the object directory, which contains a link to the directory with the files
     */
    void settle(Path object) throws IOException;

    /**
     * Restores an object that is already on the disk: makes its files belong to a new object
     * directory, and no longer to an earlier object directory.
     *
     * @param object the new object directory, which contains a link to the directory on the disk
     * @return false if the object does not have the properties that the user asked for; nothing is
     *     changed in this case
     * @throws IpcException CORRUPT, DENIED or ABSENT if the object cannot be opened; REMOVED if it
     *     is being removed
     */
    boolean restore(Path object) throws IOException;

    /**
     * Protects the object's files from a process that removes an earlier object directory with a
     * link to the same files. Such a process first makes the files belong to the earlier directory.
     * Then it deletes the files if they still belong to the earlier directory. This method makes
     * the files belong to the new object directory again, so that they are not deleted. The caller
     * calls {@link #create} or {@link #restore}, then gives the new object directory its name, and
     * then calls this method.
     *
     * @param object the new object directory, which contains a link to the directory with the files
     * @return false if another process has deleted the files or is deleting them
     */
    boolean keep(Path object) throws IOException;
}
