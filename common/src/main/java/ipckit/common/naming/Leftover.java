package ipckit.common.naming;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What a process that died while it created or removed an object left behind.
 *
 * @param stage what it was doing
 * @param name the name of the object
 * @param path the private directory
 */
public record Leftover(Stage stage, String name, Path path) {
    /** What the dead process was doing. */
    public enum Stage {
        /** It was making an object that has not appeared. */
        CREATION,
        /** It was deleting an object whose name has gone. */
        REMOVAL;

        /** The word for it. */
        public String noun() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
