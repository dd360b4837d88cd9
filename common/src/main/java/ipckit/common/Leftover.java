package ipckit.common;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A temporary directory that is not deleted yet. It belongs to an object whose creating process
 * died, to a removed object, or to the run of a verb (subcommand) whose process died. The directory
 * of a removed object remains while a process still uses the object, and while a process deletes
 * the directory. It also remains if the deleting process dies.
 *
 * @param stage the operation that is unfinished
 * @param name the name of the object, or of the verb (subcommand) that was running
 * @param path the temporary directory
 * @param failure why a cleanup could not delete all files of the object; null if there was no
 *     failure
 */
public record Leftover(Stage stage, String name, Path path, IpcException failure) {
    /** Creates a leftover without a failure. */
    public Leftover(Stage stage, String name, Path path) {
        this(stage, name, path, null);
    }

    /** Returns this leftover with the reason why it could not be deleted. */
    public Leftover failed(IpcException reason) {
        return new Leftover(stage, name, path, reason);
    }

    /** The operation that is unfinished. */
    public enum Stage {
        /**
         * The creating process died. If the object had no name yet, the temporary directory
         * contains the unfinished object. Otherwise the object is complete, and the temporary
         * directory contains no part of it.
         */
        CREATION,
        /** The object was being removed. It has lost its name, but is not completely deleted. */
        REMOVAL,
        /** The process that ran a verb (subcommand) died, and has left its temporary directory. */
        RUN;

        /** Returns the word that names this operation in messages: creation, removal or run. */
        public String noun() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
