package ipckit.dist;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory tree that users install. A {@link Maker} writes the content. This class keeps an
 * existing tree if the inputs have not changed since the tree was made, and replaces the tree only
 * by a complete new one.
 *
 * @param repository the repository's root
 * @param home the directory of the tree
 * @param work a directory for intermediate files; if the directory exists, {@link #make} deletes it
 *     before it makes the tree
 */
record InstalledTree(Path repository, Path home, Path work) {
    /** Writes the content of a tree. */
    @FunctionalInterface
    interface Maker {
        /**
         * Creates the directory {@code tree}, and writes everything into it except the directory
         * {@code share} and the file {@code lib/fingerprint}.
         */
        void make(Path tree) throws Exception;
    }

    /**
     * Creates an instance from three paths: the repository, the tree, and the intermediate files.
     */
    static InstalledTree of(String[] args) {
        return new InstalledTree(absolute(args[0]), absolute(args[1]), absolute(args[2]));
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /**
     * Makes the tree unless the existing tree was made from the same inputs.
     *
     * @param kind a text that identifies the kind of tree (with a Java runtime or a native binary)
     *     and the versions of the tools that make it
     */
    void make(String kind, Application application, Maker maker) throws Exception {
        String fingerprint = fingerprint(kind, application);
        Path stamp = home.resolve("lib/fingerprint");
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return;
        }
        Trees.delete(work);
        Path unfinished = work.resolve("ipckit");
        maker.make(unfinished);
        SharedFiles.copy(repository, unfinished.resolve("share"));
        Files.createDirectories(unfinished.resolve("lib"));
        Files.writeString(unfinished.resolve("lib/fingerprint"), fingerprint);
        Trees.delete(home);
        Files.createDirectories(home.getParent());
        Files.move(unfinished, home);
        System.out.println("Made " + home);
    }

    private String fingerprint(String kind, Application application) throws Exception {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(kind);
        for (Path part : application.parts()) {
            fingerprint.add(part);
        }
        for (String shared : SharedFiles.SOURCES) {
            fingerprint.add(repository.resolve(shared));
        }
        return fingerprint.value();
    }
}
