package ipckit.common.object;

import ipckit.common.sync.Failpoint;

/**
 * The steps at which tests kill a process while it creates, restores or removes a durable object.
 * Each step has a {@link Failpoint}, whose name is in brackets in the table. A durable object has
 * two directories. The directory NAME is on a disk and contains the object's files. The object
 * directory is in the home (the directory of all objects) and contains a symbolic link to NAME. An
 * unfinished directory has a temporary name. The files belong to one object directory at a time;
 * see {@link DurableFiles}.
 *
 * <table>
 *   <caption>What a death after each step leaves</caption>
 *   <tr><th>step</th><th>left behind</th><th>deleted by</th></tr>
 *   <tr><td>create: an unfinished object directory has a link to NAME [F1]</td>
 *       <td>an unfinished object in the home</td>
 *       <td>a cleanup of the home; or the next creation of NAME</td></tr>
 *   <tr><td>create: the unfinished object in the home records the parent directory of NAME; an
 *       unfinished object in this parent directory contains the files [F2]</td>
 *       <td>an unfinished object in the home, and an unfinished object on the disk</td>
 *       <td>a cleanup of the home, which reads the record; or the next creation of NAME</td></tr>
 *   <tr><td>create: rename the unfinished object on the disk to NAME [F3]</td>
 *       <td>an unfinished object in the home, and NAME</td>
 *       <td>a cleanup of the home, or the next creation of NAME; neither deletes NAME if its files
 *       now belong to another object directory</td></tr>
 *   <tr><td>restore: the files in NAME belong to the unfinished object directory [F3]</td>
 *       <td>an unfinished object in the home without a record of the parent directory, and
 *       NAME</td>
 *       <td>a cleanup deletes the unfinished object; NAME stays, because it may contain data of
 *       earlier processes</td></tr>
 *   <tr><td>create: the object directory gets its name</td>
 *       <td>the complete object</td><td>nothing to delete</td></tr>
 *   <tr><td>remove: the object directory has lost its name, and the files are marked as removed
 *       [F4]</td><td>a removed object in the home, and NAME</td>
 *       <td>a cleanup of the home; the next creation of NAME deletes NAME, but not the removed
 *       object in the home</td></tr>
 *   <tr><td>remove: the files on the disk are deleted [F5]</td>
 *       <td>a removed object in the home, and NAME, which is empty</td>
 *       <td>a cleanup of the home; the next creation of NAME replaces NAME, but does not delete
 *       the removed object in the home</td></tr>
 * </table>
 */
public enum DurableStep {
    /** The unfinished object directory has a link to the directory on the disk. */
    F1,
    /** The files on the disk are complete, and their directory has a temporary name. */
    F2,
    /**
     * The directory on the disk has its final name, and the object directory still has a temporary
     * name.
     */
    F3,
    /** The files on the disk are marked as removed. */
    F4,
    /** The files on the disk are deleted, and their directory is empty. */
    F5;

    private final Failpoint failpoint = new Failpoint(name());

    /** Kills or stops the process if a test has named this step in an environment variable. */
    public void reached() {
        failpoint.reached();
    }
}
