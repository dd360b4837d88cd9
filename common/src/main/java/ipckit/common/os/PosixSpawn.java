package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Starts a program in a child process with posix_spawnp(3). A start takes a third of the time that
 * {@code ProcessBuilder} takes, and the child gets every argument and every environment variable
 * byte for byte. No signal is blocked in the child. The child inherits the {@linkplain
 * InheritableDescriptors inheritable descriptors} and the descriptors that are set by {@link
 * #descriptor} and {@link #file}.
 *
 * <p>An instance belongs to one thread.
 */
public final class PosixSpawn {
    /**
     * POSIX_SPAWN_SETPGROUP: puts the child into the process group whose number is set in the
     * attributes of posix_spawn(3). This class leaves the number at 0, which makes a new group.
     */
    private static final int SET_GROUP = 0x02;

    /** POSIX_SPAWN_SETSIGDEF: gives the signals in a set their default actions. */
    private static final int SET_DEFAULT_SIGNALS = 0x04;

    private static final int SET_SIGNAL_MASK = 0x08;
    private static final int LAST_STANDARD_STREAM = 2;
    private static final int SET_SESSION = 0x80;

    /**
     * A size in bytes that is large enough for each structure of posix_spawn(3) in every C library.
     */
    private static final long STRUCTURE = 1024;

    private static final long SIGNAL_SET = 128;
    private static final byte[] HERE = {'.'};

    private static final class Call {
        static final LibraryFunction SPAWN = CallShapes.function("posix_spawnp");
        static final LibraryFunction INIT = CallShapes.function("posix_spawnattr_init");
        static final LibraryFunction FLAGS = CallShapes.function("posix_spawnattr_setflags");
        static final LibraryFunction MASK = CallShapes.function("posix_spawnattr_setsigmask");
        static final LibraryFunction DEFAULTS =
                CallShapes.function("posix_spawnattr_setsigdefault");
        static final LibraryFunction DESTROY = CallShapes.function("posix_spawnattr_destroy");
        static final LibraryFunction ACTIONS = CallShapes.function("posix_spawn_file_actions_init");
        static final LibraryFunction DUP = CallShapes.function("posix_spawn_file_actions_adddup2");
        static final LibraryFunction OPEN = CallShapes.function("posix_spawn_file_actions_addopen");
        static final LibraryFunction SHUT =
                CallShapes.function("posix_spawn_file_actions_addclose");
        static final LibraryFunction END = CallShapes.function("posix_spawn_file_actions_destroy");
    }

    /**
     * Holds the function that sets the child's working directory. Versions of glibc before 2.29
     * lack this function. This class is separate, so that Java looks up the function only when a
     * working directory is set.
     */
    private static final class Change {
        static final LibraryFunction DIRECTORY =
                CallShapes.function("posix_spawn_file_actions_addchdir_np");
    }

    /**
     * Holds the function that makes the child close all descriptors from a given number on.
     * Versions of glibc before 2.34 lack this function.
     */
    private static final class Closing {
        static final LibraryFunction FROM =
                CallShapes.optional("posix_spawn_file_actions_addclosefrom_np");
    }

    private final List<byte[]> words;
    private final ProcessEnvironment environment = new ProcessEnvironment();
    private final Map<Integer, Integer> descriptors = new TreeMap<>();
    private final Map<Integer, byte[]> files = new TreeMap<>();
    private byte[] directory = HERE;
    private int flags = SET_SIGNAL_MASK;
    private boolean isolated;

    /**
     * Describes a child process.
     *
     * @param words the program's name, which is {@linkplain ExecutableSearch searched for}, and its
     *     arguments
     */
    public PosixSpawn(List<byte[]> words) {
        this.words = List.copyOf(words);
    }

    /**
     * Gives the child the environment variables as this JVM has them. By default, a child gets the
     * variables as the user has set them. The launcher (the script that starts the JVM) changes
     * some variables for the JVM: for example, it removes {@code JAVA_TOOL_OPTIONS}. The child must
     * be a program of ipckit, because only such a program restores the user's variables for its own
     * children.
     */
    public PosixSpawn withVariablesOfJvm() {
        environment.keepForJvm();
        return this;
    }

    /** Sets a variable of the child's environment, or removes the variable if the value is null. */
    public PosixSpawn with(String variable, byte[] value) {
        environment.set(variable, value);
        return this;
    }

    /**
     * Gives the child these variables, each as {@code NAME=VALUE}, instead of the variables of this
     * process. {@link #with} adds a variable to this list, or replaces the variable of the same
     * name.
     */
    public PosixSpawn environment(List<byte[]> variables) {
        environment.replace(variables);
        return this;
    }

    /** Gives the child only these variables, and those that {@link #with} sets. */
    public PosixSpawn keepingOnly(Set<String> variables) {
        environment.keepOnly(variables);
        return this;
    }

    /** Makes descriptor {@code ours} of this process available in the child as {@code theirs}. */
    public PosixSpawn descriptor(int theirs, int ours) {
        descriptors.put(theirs, ours);
        return this;
    }

    /**
     * Makes the child open a file for reading.
     *
     * @param theirs the number of the descriptor that the file gets in the child
     */
    public PosixSpawn file(int theirs, byte[] path) {
        files.put(theirs, path);
        return this;
    }

    /** Puts the child into a new process group. */
    public PosixSpawn ownGroup() {
        flags |= SET_GROUP;
        return this;
    }

    /**
     * Puts the child into a new session, which has no terminal. No signal is ignored in the child:
     * the child may be a shell, and a shell cannot trap a signal that was ignored when it started.
     */
    public PosixSpawn session() {
        flags |= SET_SESSION | SET_DEFAULT_SIGNALS;
        return this;
    }

    /**
     * Gives the child no descriptors except the standard streams and those that are set by {@link
     * #descriptor} and {@link #file}.
     */
    public PosixSpawn isolated() {
        isolated = true;
        return this;
    }

    /**
     * Sets the child's working directory. By default, the child has the working directory of this
     * process.
     */
    public PosixSpawn directory(byte[] path) {
        directory = path;
        return this;
    }

    /** Searches for the program's file as {@link #start} does, and returns the result. */
    public ExecutableSearch search() {
        return ExecutableSearch.of(words.getFirst(), directory);
    }

    /**
     * Starts the child.
     *
     * @return the child's pid; if the start fails, the negative error number (−errno), which {@link
     *     #failure} explains
     */
    public int start() {
        InheritableDescriptors.closeOthersOnExec();
        int started = start(words.getFirst(), words);
        if (started != -Libc.ENOEXEC) {
            return started;
        }
        ExecutableSearch script = search();
        return script.isFound()
                ? start(ShellScript.SHELL, ShellScript.words(script.file(), words))
                : -Libc.ENOENT;
    }

    /**
     * Replaces this program by the described program, in the same process. Returns only if the
     * replacement fails. Uses only the program's name, its arguments and the environment variables;
     * the other settings have no effect.
     */
    public void replaceThisProgram() {
        ProgramReplacement.execute(words, environment);
    }

    private int start(byte[] file, List<byte[]> arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pid = arena.allocate(JAVA_INT);
            long attributes = arena.allocate(STRUCTURE, Long.BYTES).address();
            long actions = arena.allocate(STRUCTURE, Long.BYTES).address();
            int failed =
                    CallShapes.call(Call.INIT, attributes, 0, 0)
                            | CallShapes.call(Call.ACTIONS, actions, 0, 0);
            try {
                failed |= setAttributes(attributes, arena) | addActions(actions, arena);
                if (failed != 0) {
                    return -Libc.ENOMEM;
                }
                int errno =
                        CallShapes.call(
                                Call.SPAWN,
                                pid.address(),
                                Libc.string(file, arena).address(),
                                actions,
                                attributes,
                                Libc.strings(arguments, arena).address(),
                                environment.pointers(arena).address());
                return errno == 0 ? pid.get(JAVA_INT, 0) : -Math.abs(errno);
            } finally {
                CallShapes.call(Call.END, actions, 0, 0);
                CallShapes.call(Call.DESTROY, attributes, 0, 0);
            }
        }
    }

    private int setAttributes(long attributes, Arena arena) {
        MemorySegment none = arena.allocate(SIGNAL_SET, Long.BYTES);
        MemorySegment all = arena.allocate(SIGNAL_SET, Long.BYTES).fill((byte) 0xff);
        return CallShapes.call(Call.MASK, attributes, none.address(), 0)
                | CallShapes.call(Call.DEFAULTS, attributes, all.address(), 0)
                | CallShapes.call(Call.FLAGS, attributes, flags, 0);
    }

    private int addActions(long actions, Arena arena) {
        int failed = 0;
        Map<Integer, Integer> sources = apart(actions);
        // The path of a file may name a descriptor, for example /proc/self/fd/5, and a descriptor
        // that the child copies may get the number 5. Therefore the child opens the files before it
        // copies descriptors.
        for (Map.Entry<Integer, byte[]> one : files.entrySet()) {
            long path = Libc.string(one.getValue(), arena).address();
            failed |= CallShapes.call(Call.OPEN, actions, one.getKey(), path, 0, 0, 0);
        }
        for (Map.Entry<Integer, Integer> one : sources.entrySet()) {
            failed |= CallShapes.call(Call.DUP, actions, one.getValue(), one.getKey());
        }
        Collection<Integer> copies = sources == descriptors ? List.of() : sources.values();
        for (int copy : copies) {
            failed |= CallShapes.call(Call.SHUT, actions, copy, 0);
        }
        if (isolated) {
            failed |= closeInherited(actions);
        }
        if (directory != HERE) {
            long path = Libc.string(directory, arena).address();
            failed |= CallShapes.call(Change.DIRECTORY, actions, path, 0);
        }
        return failed;
    }

    /**
     * Returns the descriptors that the child copies after it has opened its files. A key of the map
     * is a number that {@link #descriptors} sets in the child. The value is the number of the
     * descriptor that the child copies to the key.
     *
     * <p>Usually, the result is {@link #descriptors} itself. But a copy, or a file that the child
     * opens, may overwrite a descriptor that the child must still copy. In this case, this method
     * makes the child first copy all descriptors to unused numbers. The values of the map are then
     * the unused numbers.
     */
    private Map<Integer, Integer> apart(long actions) {
        boolean overlap = false;
        for (Map.Entry<Integer, Integer> one : descriptors.entrySet()) {
            int ours = one.getValue();
            boolean taken = descriptors.containsKey(ours) || files.containsKey(ours);
            overlap |= ours != one.getKey() && taken;
        }
        if (!overlap) {
            return descriptors;
        }
        // The child makes these copies before it opens its files. The path of such a file may name
        // an open descriptor, for example /proc/self/fd/5, so a copy must not overwrite an open
        // descriptor. Each copy gets the lowest unused number, because the limit of open files may
        // forbid the numbers above the highest open descriptor.
        SortedSet<Integer> taken = InheritableDescriptors.openNow();
        taken.addAll(descriptors.keySet());
        taken.addAll(files.keySet());
        Map<Integer, Integer> copies = new TreeMap<>();
        int number = LAST_STANDARD_STREAM;
        for (Map.Entry<Integer, Integer> one : descriptors.entrySet()) {
            do {
                number++;
            } while (taken.contains(number));
            CallShapes.call(Call.DUP, actions, one.getValue(), number);
            copies.put(one.getKey(), number);
        }
        return copies;
    }

    /**
     * Makes the child close the {@linkplain InheritableDescriptors inheritable descriptors}, except
     * the descriptors that {@link #descriptor} and {@link #file} set.
     *
     * <p>The function that closes a single descriptor refuses numbers above the limit of open
     * files. An open descriptor can have such a number if the limit was lowered after the
     * descriptor was opened. Therefore, if the C library has a function that closes all descriptors
     * from a given number on, this method also uses that function. It then closes all descriptors
     * above the standard streams and above the descriptors that {@link #descriptor} and {@link
     * #file} set.
     */
    private int closeInherited(long actions) {
        int end = LAST_STANDARD_STREAM + 1;
        for (int number : descriptors.keySet()) {
            end = Math.max(end, number + 1);
        }
        for (int number : files.keySet()) {
            end = Math.max(end, number + 1);
        }
        int failed = 0;
        for (int number : InheritableDescriptors.copy()) {
            boolean set = descriptors.containsKey(number) || files.containsKey(number);
            if (!set && (number < end || Closing.FROM == null)) {
                failed |= CallShapes.call(Call.SHUT, actions, number, 0);
            }
        }
        return Closing.FROM == null
                ? failed
                : failed | CallShapes.call(Closing.FROM, actions, end, 0);
    }

    /**
     * Returns an exception that explains why {@link #start} has failed. The category is NO_PROCESS,
     * UNUSABLE, CANNOT_RUN or NOT_FOUND.
     *
     * @param program the name of the program in the message
     * @param error the negative result of {@link #start}
     */
    public IpcException failure(String program, int error) {
        String what = "cannot start " + program + ": ";
        return switch (-error) {
            case Libc.EAGAIN, Libc.ENOMEM, Libc.EMFILE, Libc.ENFILE ->
                    new IpcException(Category.NO_PROCESS, what + Libc.text(-error));
            case Libc.E2BIG ->
                    new IpcException(
                            Category.UNUSABLE,
                            what + "its arguments are longer than the system allows");
            default -> search().failure(program);
        };
    }
}
