/**
 * Names to objects: which names are legal, where the objects live, and how one appears and
 * disappears as a whole.
 *
 * <p>An object is a directory, {@code <home>/<kind>/<name>/}. The {@linkplain
 * ipckit.common.naming.HomeDirectory home} is checked before every use, so that nothing is read
 * from or written to a place where strangers could exchange it. Within it a {@linkplain
 * ipckit.common.naming.Namespace namespace} holds the objects of one kind. What is in an object's
 * directory is not known here.
 *
 * <p>Each change of a name is one {@code rename(2)}:
 *
 * <table>
 * <caption>What a death leaves</caption>
 * <tr><th>step</th><th>a death after it leaves</th></tr>
 * <tr><td>create 1: make {@code .new-…/} and lock {@code .new-…/maker}</td>
 *     <td>an unlocked draft, for the sweep</td></tr>
 * <tr><td>create 2: fill {@code .new-…/object/}, set the permissions</td><td>the same</td></tr>
 * <tr><td>create 3: rename {@code .new-…/object} to the name</td>
 *     <td>the whole object, and an empty draft for the sweep</td></tr>
 * <tr><td>create 4: delete the draft</td><td>the whole object</td></tr>
 * <tr><td>remove 1: rename the object to {@code .old-…}</td>
 *     <td>no object; what is left of it, for the sweep</td></tr>
 * <tr><td>remove 2: tell those who use it, delete it</td><td>the same, or nothing</td></tr>
 * </table>
 *
 * <p>Some kinds of objects remain for those who use them: then the last step is the sweep's, when
 * the last of them has gone.
 *
 * <p>A rename replaces an empty directory but never one with something in it: of two creators one
 * wins, and an object is never replaced. An object that is marked as removed but still has its name
 * is emptied by the next creator and then replaced. Private names begin with a dot, which no legal
 * name does.
 */
package ipckit.common.naming;
