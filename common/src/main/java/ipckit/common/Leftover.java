package ipckit.common;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A temporary directory that contains an object whose creation or removal is unfinished, or the
 * temporary files of a dead process. A creation is unfinished if the creating process died. A
 * removal is unfinished while processes still use the object or while a process deletes it. A
 * removal also stays unfinished if the deleting process dies.
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
         * The creating process died. Usually it died before the object got its name. If it died
         * later, only the temporary directory with its lock file is left.
         */
        CREATION,
        /** The object was being removed. It has lost its name, but is not completely deleted. */
        REMOVAL,
        /** A verb (subcommand of a program) was running. Its temporary directory is left. */
        RUN;

        /** Returns the word that names this operation in messages: creation, removal or run. */
        public String noun() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
