package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.Leftover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory for the temporary files of one process. The directory is in the {@linkplain
 * HomeDirectory home}, next to the objects. The process deletes the directory when it no longer
 * needs the files. If the process dies before it has deleted the directory, a cleanup deletes it.
 *
 * <p>The directory is an {@link UnfinishedObject} that is never finished. The process keeps the
 * directory locked while it uses the directory. The lock shows a cleanup that the process is alive,
 * so the cleanup leaves the directory alone.
 */
public final class ScratchDirectory implements AutoCloseable {
    private static final String PREFIX = "tmp.";

    private final UnfinishedObject draft;

    private ScratchDirectory(UnfinishedObject draft) {
        this.draft = draft;
    }

    /**
     * Creates an empty directory that only this user may use. A cleanup does not delete the
     * directory while the returned object is reachable and not closed.
     *
     * @param purpose a word for the use of the directory, for example "bench", which becomes a part
     *     of the directory's name
     * @throws IpcException CANNOT_CREATE, DENIED, NO_SPACE or IO if the home (the directory of all
     *     objects) cannot be used or the directory cannot be created
     */
    public static ScratchDirectory create(String purpose) {
        HomeDirectory home = HomeDirectory.fromEnvironment();
        home.make();
        try {
            NetworkFileSystem.refuse(home.path());
            return new ScratchDirectory(UnfinishedObject.begin(home.path(), PREFIX + purpose));
        } catch (IOException e) {
            String problem = "cannot create a temporary directory in " + home.path();
            throw IoErrorCategory.translate(problem, e);
        }
    }

    /** Returns the path of the directory. */
    public Path path() {
        return draft.object();
    }

    /**
     * Deletes the directory with its files. Any thread may call this method, and may call it
     * several times.
     */
    @Override
    public void close() {
        draft.close();
    }

    /**
     * Returns the name of the directory. Another process can pass the name to {@link #find}, if
     * both processes use the same {@linkplain HomeDirectory home}.
     */
    public String name() {
        return draft.name();
    }

    /**
     * Returns the path of a directory that another process has created.
     *
     * @param name the name that {@link #name} returned in that process
     * @throws IpcException USAGE if {@code name} cannot be the name of a temporary directory
     */
    public static Path find(String name) {
        return UnfinishedObject.objectIn(draft(name));
    }

    /**
     * Deletes the directory of another process, which the caller knows to be dead.
     *
     * @param name the name that {@link #name} returned in that process
     */
    public static void delete(String name) {
        Path draft = draft(name);
        try {
            DirectoryTree.delete(draft);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot delete " + draft, e);
        }
    }

    private static Path draft(String name) {
        boolean legal = TemporaryName.nameIn(name).startsWith(PREFIX) && name.indexOf('/') < 0;
        if (!legal || !TemporaryName.is(TemporaryName.NEW, name)) {
            throw IpcException.usage("not a temporary directory: " + name);
        }
        return HomeDirectory.fromEnvironment().path().resolve(name);
    }

    /**
     * Finds and deletes the temporary directories that dead processes of this user have left in the
     * home (the directory of all objects). The processes may have run any program of ipckit.
     *
     * @param dryRun true to find the directories without deleting them
     * @return all directories that were found, also those that could not be deleted
     */
    public static List<Leftover> collectLeftovers(boolean dryRun) {
        Namespace names =
                new Namespace(
                        HomeDirectory.fromEnvironment(),
                        PREFIX,
                        "temporary directory",
                        (_, mode) -> mode);
        return names.collectLeftovers(dryRun).stream()
                .map(
                        left ->
                                new Leftover(
                                        Leftover.Stage.RUN,
                                        left.name(),
                                        left.path(),
                                        left.failure()))
                .toList();
    }
}
