package ipckit.common.naming;

import java.nio.file.Path;

/**
 * The actions at the creation and removal of the objects of one kind. A {@link Namespace} calls
 * these methods with the directory of an object. The default methods are for objects on which no
 * process waits: such an object is never marked as removed, and its removal deletes it immediately.
 */
public interface ObjectLifecycle {
    /** The lifecycle of objects that need no action when they are created or removed. */
    ObjectLifecycle PLAIN = new ObjectLifecycle() {};

    /**
     * Returns whether an object is marked as removed although it still has a name. If so, its
     * removal was interrupted, and the creation of another object with the same name completes the
     * removal. This method must also return true if the file with the mark is absent, because the
     * removal may already have deleted that file.
     */
    default boolean isRemoved(Path directory) {
        return false;
    }

    /**
     * Prepares the removal of an object. A {@link Namespace} calls this method before it takes the
     * name away from the object. The object must stay usable, because the removal may fail
     * afterwards.
     *
     * <p>For example, an object may have files outside the {@linkplain HomeDirectory home}, which
     * belong to one directory in the home. These files may belong to an unfinished directory, if a
     * process died while it created that directory for them. This method then makes the files
     * belong to {@code directory}, so that {@link #retire} deletes them.
     */
    default void prepareRemoval(Path directory) {}

    /**
     * Marks an object as removed, and wakes the processes that wait for it. Also deletes the
     * object's files outside the {@linkplain HomeDirectory home}, unless the files belong to
     * another directory in the home. This method is called after the object has lost its name, or
     * after its creation has failed. An implementation must accept a damaged object, missing files
     * and a second call.
     */
    default void retire(Path directory) {}

    /**
     * Returns whether a living process uses a removed object. If so, the object remains without a
     * name, and a later cleanup deletes it. Some files of the object may already be deleted.
     */
    default boolean isInUse(Path directory) {
        return false;
    }
}
