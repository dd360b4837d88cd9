package ipckit.common.naming;

import java.nio.file.Path;

/**
 * The actions at the creation and removal of the objects of one kind. A {@link Namespace} calls
 * these methods with the directory of an object. The default methods are for objects on which no
 * process waits: such an object is never marked as removed, and its removal deletes it immediately.
 */
public interface ObjectLifecycle {
    /** The lifecycle of objects that need nothing when they are created or removed. */
    ObjectLifecycle PLAIN = new ObjectLifecycle() {};

    /**
     * Returns whether an object that has a name is marked as removed. The creation of another
     * object with the same name then completes the interrupted removal. Must also return true if
     * the file with the mark is absent, because the removal may already have deleted that file.
     */
    default boolean isRemoved(Path directory) {
        return false;
    }

    /**
     * Prepares the removal of an object that still has its name. For example, makes the files that
     * the object has outside the home belong to this object again. The removal may fail afterwards.
     */
    default void prepareRemoval(Path directory) {}

    /**
     * Marks an object as removed, and wakes its waiters. Deletes the files that the object has
     * outside the home, if they belong to this object. The object has already lost its name, or its
     * creation has failed. Must accept a damaged object, missing files and a second call.
     */
    default void retire(Path directory) {}

    /**
     * Returns whether a living process uses a removed object. The object then remains without a
     * name, and a later cleanup deletes it. Some files of the object may already be deleted.
     */
    default boolean isInUse(Path directory) {
        return false;
    }
}
