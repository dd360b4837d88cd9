package ipckit.common;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Creates, finds and deletes the files of one durable object. The package {@code naming} calls the
 * methods, and decides where the files are and when they appear. A durable object has its files in
 * a directory on a disk. In the home (the directory of all objects), the object also has an object
 * directory with a link to the directory on the disk. The files belong to only one object directory
 * at a time, and the removal of any other object directory does not delete them.
 */
public interface DurableContent {
    /**
     * Connects an object directory to a directory on the disk.
     *
     * @param disk the directory on the disk, which need not exist yet
     */
    void link(Path object, Path disk) throws IOException;

    /** Returns whether a directory contains the files of an object of this kind. */
    boolean isAt(Path disk);

    /**
     * Deletes the files of an object if the object was removed. Otherwise does nothing.
     *
     * @return true if the object no longer exists; false if it exists
     */
    boolean clear(Path disk);

    /**
     * Creates the files, and makes them belong to an object directory.
     *
     * @param disk the directory on the disk, which no other process can open yet
     */
    void create(Path disk, Path object) throws IOException;

    /** Forces new files, and the name of their directory, to the disk. */
    void settle(Path object) throws IOException;

    /**
     * Makes the files of an object that is already on the disk belong to a new object directory,
     * and to no other.
     *
     * @return false if the object does not have the properties that the user asked for; nothing is
     *     changed in this case
     * @throws IpcException CORRUPT, DENIED or ABSENT if the object cannot be opened; REMOVED if it
     *     is being removed
     */
    boolean restore(Path object) throws IOException;

    /**
     * Makes the files belong to an object directory that has just got its name. Before this call,
     * the files may have belonged to another object directory of this name, and a removal of that
     * directory may have deleted them.
     *
     * @return false if the files are deleted, or are being deleted
     */
    boolean keep(Path object) throws IOException;
}
