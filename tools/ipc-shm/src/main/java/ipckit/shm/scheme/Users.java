package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.InheritedLock;
import ipckit.common.sync.Liveness;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Who is attached to a segment of this kit: files beside it. {@code live} has a byte for each of
 * them, which the kernel keeps locked until it has ended (or, of a command, until all have ended
 * that have inherited the lock); {@code users} says what people want to know of them.
 */
final class Users implements AutoCloseable {
    static final String LIVE = "live";
    static final String TABLE = "users";

    private static final int NOBODY = -1;
    private static final long LOOK_NANOS = 2_000_000;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Path directory;
    private final Mapping table;
    private final Liveness live;
    private int own = NOBODY;

    private Users(Path directory, Mapping table, Liveness live) {
        this.directory = directory;
        this.table = table;
        this.live = live;
    }

    static void create(Path directory, int id) throws IOException {
        Path file = directory.resolve(TABLE);
        MappedFile.create(file, UsersLayout.SIZE);
        Files.createFile(directory.resolve(LIVE));
        Mapping table = new Mapping(map(file));
        Words.set(table, UsersLayout.ID, id);
        Words.set(table, UsersLayout.CREATOR, ProcessHandle.current().pid());
        Words.set(table, UsersLayout.CREATED, System.currentTimeMillis());
        Words.setRelease(table, UsersLayout.MAGIC, UsersLayout.FORMAT);
    }

    /**
     * @throws IpcException ABSENT (the segment has just gone), CORRUPT, DENIED
     */
    static Users open(Path directory) {
        Mapping table = new Mapping(map(directory.resolve(TABLE)));
        if (Words.getAcquire(table, UsersLayout.MAGIC) != UsersLayout.FORMAT) {
            throw new IpcException(Category.CORRUPT, "it is damaged, or of another version");
        }
        return new Users(
                directory, table, Liveness.open(directory.resolve(LIVE), UsersLayout.SLOTS, true));
    }

    private static java.lang.foreign.MemorySegment map(Path file) {
        return MappedFile.map(file, UsersLayout.SIZE, true, Arena.ofAuto());
    }

    /** Counts this process among them until {@link #leave}. */
    void enter(User.Role role) {
        for (int slot = 0; slot < UsersLayout.SLOTS; slot++) {
            if (live.take(slot)) {
                own = slot;
                describe(slot, role);
                return;
            }
        }
        throw tooMany();
    }

    /** Counts this process, what it becomes, and the children of that, until all have ended. */
    void enterForGood(User.Role role) {
        int slot = InheritedLock.takeSlot(directory.resolve(LIVE), UsersLayout.SLOTS);
        if (slot < 0) {
            throw tooMany();
        }
        describe(slot, role);
    }

    private static IpcException tooMany() {
        return new IpcException(
                Category.WOULD_BLOCK, UsersLayout.SLOTS + " are attached to it already");
    }

    private void describe(int slot, User.Role role) {
        long line = UsersLayout.line(slot);
        Words.set(table, line + UsersLayout.PROCESS, ProcessHandle.current().pid());
        Words.set(table, line + UsersLayout.ROLE, role.ordinal());
        Words.setRelease(table, line + UsersLayout.SINCE, System.currentTimeMillis());
    }

    /** Counts this process no longer. */
    void leave() {
        if (own != NOBODY) {
            Words.setRelease(table, UsersLayout.DETACHED, System.currentTimeMillis());
            live.leave(own);
            own = NOBODY;
        }
    }

    /** Those who are attached, this process apart. */
    List<User> present() {
        List<User> present = new ArrayList<>();
        for (int slot = 0; slot < UsersLayout.SLOTS; slot++) {
            if (slot != own && live.isAlive(slot)) {
                present.add(user(slot));
            }
        }
        return present;
    }

    /** Ends all of a role, waits until they have, and returns how many there were. */
    int end(User.Role role) {
        int ended = 0;
        for (int slot = 0; slot < UsersLayout.SLOTS; slot++) {
            if (live.isAlive(slot) && user(slot).role() == role) {
                end(slot, user(slot).pid());
                ended++;
            }
        }
        return ended;
    }

    /** Only one that has the lock's file open: what the table says others may have written. */
    private void end(int slot, long pid) {
        boolean asked =
                hasLockOpen(pid) && ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
        Deadline deadline = Deadline.afterNanos(PATIENCE_NANOS);
        while (live.isAlive(slot)) {
            if (!asked || deadline.expired()) {
                throw new IpcException(Category.DENIED, "cannot end process " + pid);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean hasLockOpen(long pid) {
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            Object wanted = keyOf(directory.resolve(LIVE));
            for (Path descriptor : open) {
                if (wanted.equals(keyOf(descriptor))) {
                    return true;
                }
            }
        } catch (IOException e) {
            // It has ended, or is another user's.
        }
        return false;
    }

    private static Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private User user(int slot) {
        long line = UsersLayout.line(slot);
        long role = Words.getAcquire(table, line + UsersLayout.ROLE);
        User.Role[] roles = User.Role.values();
        return new User(
                Words.getAcquire(table, line + UsersLayout.PROCESS),
                role > 0 && role < roles.length ? roles[(int) role] : User.Role.UNKNOWN,
                Words.getAcquire(table, line + UsersLayout.SINCE));
    }

    /** Who attached last, and when; what is told of it may be of one who has left since. */
    User youngest() {
        User youngest = new User(0, User.Role.UNKNOWN, 0);
        for (int slot = 0; slot < UsersLayout.SLOTS; slot++) {
            User user = user(slot);
            if (user.since() > youngest.since()) {
                youngest = user;
            }
        }
        return youngest;
    }

    long id() {
        return Words.get(table, UsersLayout.ID);
    }

    long creator() {
        return Words.get(table, UsersLayout.CREATOR);
    }

    long created() {
        return Words.get(table, UsersLayout.CREATED);
    }

    long detached() {
        return Words.getAcquire(table, UsersLayout.DETACHED);
    }

    CellEvent event() {
        return new SegmentEventWord(table, UsersLayout.EVENT);
    }

    @Override
    public void close() {
        leave();
        live.close();
    }
}
