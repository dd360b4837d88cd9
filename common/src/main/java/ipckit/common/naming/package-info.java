/**
 * Names to objects: which names are legal, where the objects are, and how an object appears and
 * disappears as a whole.
 *
 * <p>Types in reading order: {@link ipckit.common.naming.ObjectName} (a checked name), {@link
 * ipckit.common.naming.HomeDirectory} (the directory of all objects), {@link
 * ipckit.common.naming.Namespace} (creates, opens, lists, removes), {@link
 * ipckit.common.naming.Leftover} (what a death leaves), {@link
 * ipckit.common.naming.IoErrorCategory} (failures of the file system), {@link
 * ipckit.common.naming.NetworkFileSystem}.
 *
 * <p>An object is a directory, {@code <home>/<kind>/<name>/}. The {@linkplain
 * ipckit.common.naming.HomeDirectory home} is checked before every use, so that no program reads or
 * writes at a place where other users could exchange it. Within the home, a {@linkplain
 * ipckit.common.naming.Namespace namespace} has the objects of one kind. This room does not know
 * what an object's directory contains.
 *
 * <p>Each change of a name is one {@code rename(2)}:
 *
 * <table>
 * <caption>What a death leaves</caption>
 * <tr><th>step</th><th>a death after it leaves</th></tr>
 * <tr><td>create 1: create {@code .new-…/} and lock {@code .new-…/maker}</td>
 *     <td>an unlocked unfinished object, which a cleanup deletes</td></tr>
 * <tr><td>create 2: fill {@code .new-…/object/}, set the permissions</td><td>the same</td></tr>
 * <tr><td>create 3: rename {@code .new-…/object} to the name</td>
 *     <td>the whole object, and an empty directory, which a cleanup deletes</td></tr>
 * <tr><td>create 4: delete {@code .new-…/}</td><td>the whole object</td></tr>
 * <tr><td>remove 1: rename the object to {@code .old-…}</td>
 *     <td>no object; its remains, which a cleanup deletes</td></tr>
 * <tr><td>remove 2: notify its participants, delete it</td><td>the same, or nothing</td></tr>
 * </table>
 *
 * <p>Some kinds of objects remain for the processes that use them. The cleanup then performs the
 * last step, after the last of these processes has ended.
 *
 * <p>A rename replaces an empty directory but never a directory with entries. Therefore one of two
 * creators wins, and an object is never replaced. An object that is marked as removed but still has
 * its name is emptied by the next creator and then replaced. Temporary names begin with a dot,
 * which no legal name does.
 *
 * <p>This room uses only the root package.
 */
package ipckit.common.naming;
