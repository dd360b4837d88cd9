package ipckit.common.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * posix_spawn(3): another program in a process of its own, without a copy of this one in between
 * and without helpers, in a third of the time that Java's own processes take. What the virtual
 * machine does to signals is undone for it; of our open files it has those that we were given, and
 * those that it is to have.
 *
 * <p>Belongs to one thread.
 */
public final class PosixSpawn {
    private static final int SET_GROUP = 0x02;
    private static final int SET_SIGNAL_MASK = 0x08;
    private static final int SET_SESSION = 0x80;

    /** More than the structures have in any C library. */
    private static final long STRUCTURE = 1024;

    private static final long SIGNAL_SET = 128;

    private static final class Call {
        static final MethodHandle SPAWN = CallShapes.function("posix_spawnp");
        static final MethodHandle INIT = CallShapes.function("posix_spawnattr_init");
        static final MethodHandle FLAGS = CallShapes.function("posix_spawnattr_setflags");
        static final MethodHandle MASK = CallShapes.function("posix_spawnattr_setsigmask");
        static final MethodHandle GROUP = CallShapes.function("posix_spawnattr_setpgroup");
        static final MethodHandle DESTROY = CallShapes.function("posix_spawnattr_destroy");
        static final MethodHandle ACTIONS = CallShapes.function("posix_spawn_file_actions_init");
        static final MethodHandle DUP = CallShapes.function("posix_spawn_file_actions_adddup2");
        static final MethodHandle OPEN = CallShapes.function("posix_spawn_file_actions_addopen");
        static final MethodHandle END = CallShapes.function("posix_spawn_file_actions_destroy");
    }

    /** Not there in glibc before 2.29; most need it not. */
    private static final class Change {
        static final MethodHandle DIRECTORY =
                CallShapes.function("posix_spawn_file_actions_addchdir_np");
    }

    private final List<byte[]> words;
    private final ProcessEnvironment environment = new ProcessEnvironment();
    private final Map<Integer, Integer> descriptors = new TreeMap<>();
    private final Map<Integer, byte[]> files = new TreeMap<>();
    private byte[] directory;
    private int group = -1;
    private boolean session;
    private boolean bare;

    /**
     * @param words its name, found on PATH as a shell finds it, and its arguments
     */
    public PosixSpawn(List<byte[]> words) {
        this.words = new ArrayList<>(words);
    }

    /** Sets a variable of its environment, which is ours otherwise. */
    public PosixSpawn with(String variable, byte[] value) {
        environment.set(variable, value);
        return this;
    }

    /** Lets it have one of our descriptors, under another number. */
    public PosixSpawn descriptor(int theirs, int ours) {
        descriptors.put(theirs, ours);
        return this;
    }

    /** Lets it have a file under a number, opened for reading by itself. */
    public PosixSpawn file(int theirs, byte[] path) {
        files.put(theirs, path);
        return this;
    }

    /** Puts it into a process group; 0 for one of its own. */
    public PosixSpawn group(int leader) {
        group = leader;
        return this;
    }

    /** Puts it into a session of its own, which has no terminal. */
    public PosixSpawn session() {
        session = true;
        return this;
    }

    /** Lets it have none of the files that we were given, but for the standard streams. */
    public PosixSpawn bare() {
        bare = true;
        return this;
    }

    /** Where it begins; where we are otherwise. */
    public PosixSpawn directory(byte[] path) {
        directory = path;
        return this;
    }

    /**
     * Starts it.
     *
     * @return its pid, or the negative number of an error: see {@link #isAbsent} and {@link #text}
     */
    public int start() {
        InheritableDescriptors.keep();
        if (!bare) {
            return startAny();
        }
        InheritableDescriptors.keepGiven(true);
        try {
            return startAny();
        } finally {
            InheritableDescriptors.keepGiven(false);
        }
    }

    private int startAny() {
        int started = tryToStart();
        if (started == -Libc.ENOEXEC) { // a script without a first line: as a shell does it
            words.set(0, whereItIs(words.getFirst()));
            words.addFirst(new byte[] {'s', 'h'});
            started = tryToStart();
        }
        return started;
    }

    /** A shell does not look on PATH for the script that it is given. */
    private static byte[] whereItIs(byte[] name) {
        String text = new String(name, StandardCharsets.ISO_8859_1);
        String path = System.getenv("PATH");
        if (path != null && text.indexOf('/') < 0) {
            for (String directory : path.split(":")) {
                File file = new File(directory, text);
                if (file.isFile() && file.canExecute()) {
                    return file.getPath().getBytes(StandardCharsets.ISO_8859_1);
                }
            }
        }
        return name;
    }

    private int tryToStart() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(STRUCTURE, Long.BYTES);
            MemorySegment actions = arena.allocate(STRUCTURE, Long.BYTES);
            int failed = CallShapes.call(Call.INIT, attributes.address(), 0, 0);
            failed |= CallShapes.call(Call.ACTIONS, actions.address(), 0, 0);
            try {
                failed |= describe(attributes, actions, arena);
                return failed != 0 ? -Libc.ENOMEM : spawn(attributes, actions, arena);
            } finally {
                CallShapes.call(Call.END, actions.address(), 0, 0);
                CallShapes.call(Call.DESTROY, attributes.address(), 0, 0);
            }
        }
    }

    private int describe(MemorySegment attributes, MemorySegment actions, Arena arena) {
        int flags = SET_SIGNAL_MASK;
        MemorySegment none = arena.allocate(SIGNAL_SET, Long.BYTES);
        int failed = CallShapes.call(Call.MASK, attributes.address(), none.address(), 0);
        if (group >= 0) {
            flags |= SET_GROUP;
            failed |= CallShapes.call(Call.GROUP, attributes.address(), group, 0);
        }
        if (session) {
            flags |= SET_SESSION;
        }
        failed |= CallShapes.call(Call.FLAGS, attributes.address(), flags, 0);
        for (Map.Entry<Integer, Integer> one : descriptors.entrySet()) {
            failed |= CallShapes.call(Call.DUP, actions.address(), one.getValue(), one.getKey());
        }
        for (Map.Entry<Integer, byte[]> one : files.entrySet()) {
            MemorySegment path = text(one.getValue(), arena);
            failed |=
                    CallShapes.call(
                            Call.OPEN, actions.address(), one.getKey(), path.address(), 0, 0, 0);
        }
        if (directory != null) {
            MemorySegment path = text(directory, arena);
            failed |= CallShapes.call(Change.DIRECTORY, actions.address(), path.address(), 0);
        }
        return failed;
    }

    private int spawn(MemorySegment attributes, MemorySegment actions, Arena arena) {
        MemorySegment pid = arena.allocate(JAVA_INT);
        MemorySegment arguments = arena.allocate(ADDRESS, words.size() + 1L);
        for (int i = 0; i < words.size(); i++) {
            arguments.setAtIndex(ADDRESS, i, text(words.get(i), arena));
        }
        int errno =
                CallShapes.call(
                        Call.SPAWN,
                        pid.address(),
                        arguments.getAtIndex(ADDRESS, 0).address(),
                        actions.address(),
                        attributes.address(),
                        arguments.address(),
                        environment.pointers(arena).address());
        return errno == 0 ? pid.get(JAVA_INT, 0) : -Math.abs(errno);
    }

    static MemorySegment text(byte[] bytes, Arena arena) {
        MemorySegment copy = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, copy, JAVA_BYTE, 0, bytes.length);
        return copy;
    }

    /** Whether an error says that there is no such program, or no such directory. */
    public static boolean isAbsent(int error) {
        return error == -Libc.ENOENT;
    }

    /** Whether an error says that there may be no more processes or files, or no memory for one. */
    public static boolean isTooMany(int error) {
        return error == -Libc.EAGAIN
                || error == -Libc.ENOMEM
                || error == -Libc.EMFILE
                || error == -Libc.ENFILE;
    }

    /**
     * Whether an error says that its arguments, or one of them, are longer than the system allows.
     */
    public static boolean isTooLong(int error) {
        return error == -Libc.E2BIG;
    }

    /** What an error says. */
    public static String text(int error) {
        return Libc.text(-error);
    }
}
