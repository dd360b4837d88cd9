package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment for a program that is started later: the environment of this process, byte for
 * byte, with some variables set or removed. Names of variables are ASCII. An instance belongs to
 * one thread.
 *
 * <p>The launcher hides the variables that the JVM would obey, such as {@code JAVA_TOOL_OPTIONS}:
 * it puts {@link #HIDDEN} before their names. The user means these variables for the programs that
 * this process starts. Therefore those programs get the variables under their own names.
 */
final class ProcessEnvironment {
    /** The prefix of the names of hidden variables. */
    private static final String HIDDEN = "IPCKIT_HIDDEN_";

    /**
     * An environment variable of this process.
     *
     * @param text the variable as {@code NAME=VALUE}, with one character for each byte
     * @param address the address of the same text in C's memory
     * @param prefix the number of bytes of {@link #HIDDEN} before this text; 0 unless the variable
     *     is hidden
     */
    private record Variable(String name, String text, long address, int prefix) {}

    /** The environment variables with which this process was started, see environ(7). */
    private static final class Inherited {
        static final List<Variable> ALL = read();

        private static List<Variable> read() {
            List<Variable> all = new ArrayList<>();
            long environ = Linker.nativeLinker().defaultLookup().findOrThrow("environ").address();
            long array = at(environ, Long.BYTES).get(JAVA_LONG, 0);
            for (; ; array += Long.BYTES) {
                long address = at(array, Long.BYTES).get(JAVA_LONG, 0);
                if (address == 0) {
                    return all;
                }
                String text = at(address, Long.MAX_VALUE).getString(0, StandardCharsets.ISO_8859_1);
                all.add(variable(text, address));
            }
        }

        private static Variable variable(String entry, long address) {
            int prefix = entry.startsWith(HIDDEN) ? HIDDEN.length() : 0;
            String text = entry.substring(prefix);
            int end = text.indexOf('=');
            String name = end < 0 ? text : text.substring(0, end);
            return new Variable(name, text, address + prefix, prefix);
        }

        // The compiler warns, because it cannot check the address. The warning is suppressed,
        // because all addresses here come from the C library.
        @SuppressWarnings("restricted")
        private static MemorySegment at(long address, long size) {
            return MemorySegment.ofAddress(address).reinterpret(size);
        }
    }

    private final Map<String, byte[]> changes = new LinkedHashMap<>();
    private boolean keepsHidden;

    /**
     * Returns the value of an environment variable of this process, or null if the variable is not
     * set.
     */
    static byte[] inherited(String name) {
        String start = name + "=";
        for (Variable variable : Inherited.ALL) {
            if (variable.text.startsWith(start)) {
                String value = variable.text.substring(start.length());
                return value.getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }

    /**
     * Sets a variable of the program that is started, or removes the variable if the value is null.
     */
    void set(String name, byte[] value) {
        changes.put(name, value);
    }

    /** Leaves hidden variables hidden, because the program that is started is a JVM of ipckit. */
    void keepHidden() {
        keepsHidden = true;
    }

    /** Returns the environment as an array of pointers, in the form that execve(2) takes. */
    MemorySegment pointers(Arena arena) {
        MemorySegment pointers =
                arena.allocate(JAVA_LONG, Inherited.ALL.size() + changes.size() + 1L);
        long n = 0;
        for (Variable variable : Inherited.ALL) {
            if (!changes.containsKey(variable.name)) {
                long hidden = keepsHidden ? variable.prefix : 0;
                pointers.setAtIndex(JAVA_LONG, n++, variable.address - hidden);
            }
        }
        for (Map.Entry<String, byte[]> change : changes.entrySet()) {
            if (change.getValue() != null) {
                byte[] text = text(change.getKey(), change.getValue());
                pointers.setAtIndex(JAVA_LONG, n++, Libc.string(text, arena).address());
            }
        }
        return pointers;
    }

    private static byte[] text(String name, byte[] value) {
        String text = name + "=" + new String(value, StandardCharsets.ISO_8859_1);
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
