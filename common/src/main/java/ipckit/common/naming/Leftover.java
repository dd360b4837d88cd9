package ipckit.common.naming;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The directory that remains of an object after a process has died while it was creating or
 * removing the object.
 *
 * @param stage the operation that was interrupted
 * @param name the name of the object
 * @param path the temporary directory
 */
public record Leftover(Stage stage, String name, Path path) {
    /** The interrupted operation. */
    public enum Stage {
        /** The process was creating an object, which does not have its name yet. */
        CREATION,
        /** The process was deleting an object, which no longer has its name. */
        REMOVAL;

        /** Returns the word that names this operation in messages: creation or removal. */
        public String noun() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
