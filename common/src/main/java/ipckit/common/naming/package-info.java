/**
 * Finds objects by name, and makes each object appear and disappear in one atomic step.
 *
 * <p>Types in reading order: {@link ipckit.common.naming.ObjectName} (a checked name), {@link
 * ipckit.common.naming.PosixName} and {@link ipckit.common.naming.SystemVName} (names of objects of
 * the kernel), {@link ipckit.common.naming.HomeDirectory} (the directory of all objects), {@link
 * ipckit.common.naming.Namespace} (creates, opens, lists, removes), {@link
 * ipckit.common.naming.ObjectLifecycle} (the actions at the creation and removal), {@link
 * ipckit.common.Leftover} (an object whose creation or removal is unfinished), {@link
 * ipckit.common.naming.DurableDirectory} (the files of an object outside the home), {@link
 * ipckit.common.naming.ScratchDirectory} (the temporary files of a process), {@link
 * ipckit.common.naming.IoErrorCategory} (failures of the file system), {@link
 * ipckit.common.naming.NetworkFileSystem} (recognises file systems that several machines share;
 * ipckit creates no objects on them).
 *
 * <p>An object is a directory in the {@linkplain ipckit.common.naming.HomeDirectory home}, for
 * example {@code <home>/buf.jobs/} for the buffer jobs. The home is checked before every use.
 * Otherwise another user could replace the files that a program reads or writes. The objects are
 * directly in the home, and not in a subdirectory: in a shared home, a subdirectory would belong to
 * the user who creates the first object in it, and this user could replace the objects of other
 * users. A {@linkplain ipckit.common.naming.Namespace namespace} manages the objects of one kind.
 * Other packages define the content of an object's directory.
 *
 * <p>A process fills a new object under a temporary name. It then gives the object its name by one
 * {@code rename(2)}. A removal first renames the object to a temporary name. A temporary name
 * begins with a dot, so it cannot be the name of an object. A process may die after any step of the
 * creation or removal:
 *
 * <table>
 *   <caption>What remains if the process dies after a step</caption>
 *   <tr><th>step</th><th>left behind</th></tr>
 *   <tr><td>create 1: create {@code .new-…/} with the locked file {@code .new-…/maker}</td>
 *       <td>an unlocked unfinished object, which a cleanup deletes</td></tr>
 *   <tr><td>create 2: fill {@code .new-…/object/}, set the permissions</td>
 *       <td>an unlocked unfinished object, which a cleanup deletes</td></tr>
 *   <tr><td>create 2, if the object's files lie in a {@linkplain
 *       ipckit.common.naming.DurableDirectory directory outside the home}: record its parent
 *       directory in {@code .new-…/outside}, create an unfinished object in that parent directory,
 *       fill it, and rename it</td>
 *       <td>an unlocked unfinished object in the home; outside the home, an unfinished object or
 *       the renamed directory; a cleanup deletes all of these</td></tr>
 *   <tr><td>create 3: rename {@code .new-…/object} to the name</td>
 *       <td>the complete object, and {@code .new-…/} with the lock file, which a cleanup
 *       deletes</td></tr>
 *   <tr><td>create 4: delete {@code .new-…/}</td><td>the complete object</td></tr>
 *   <tr><td>remove 1: rename the object to {@code .old-…}</td>
 *       <td>a removed object without a name, which a cleanup deletes</td></tr>
 *   <tr><td>remove 2: notify the object's participants, delete the object</td>
 *       <td>a part of the removed object, which a cleanup deletes, or nothing</td></tr>
 * </table>
 *
 * <p>A process that dies while it has a {@linkplain ipckit.common.naming.ScratchDirectory directory
 * for temporary files} leaves an unlocked unfinished object, which a cleanup deletes.
 *
 * <p>Removed objects of some kinds remain while processes use them. A cleanup deletes a removed
 * object after the last of these processes has ended.
 *
 * <p>A rename replaces an empty directory but never a directory with entries. Therefore, if two
 * processes create an object of the same name, only one of them succeeds. A process that creates an
 * object replaces an existing object in one case only: the existing object is marked as removed,
 * but still has its name, because its removal was interrupted. The process first deletes the files
 * of this object, and its rename then replaces the empty directory.
 *
 * <p>Of the packages of ipckit, this package may use only {@code ipckit.common}.
 */
package ipckit.common.naming;
