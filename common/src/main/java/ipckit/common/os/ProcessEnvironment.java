package ipckit.common.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a program that is to be started: the one of this process, byte for byte, with
 * some variables set or removed. Names of variables are ASCII. Belongs to one thread.
 */
final class ProcessEnvironment {
    private record Variable(String name, byte[] text) {}

    /** The environment of this process as it was at its start: environ(7). */
    private static final class Inherited {
        static final List<Variable> ALL = read();

        @SuppressWarnings("restricted") // this package is the place for native calls
        private static List<Variable> read() {
            List<Variable> all = new ArrayList<>();
            MemorySegment at =
                    Linker.nativeLinker()
                            .defaultLookup()
                            .findOrThrow("environ")
                            .reinterpret(ADDRESS.byteSize())
                            .get(ADDRESS, 0)
                            .reinterpret(Long.MAX_VALUE);
            for (long i = 0; at.getAtIndex(ADDRESS, i).address() != 0; i++) {
                byte[] text = bytes(at.getAtIndex(ADDRESS, i).reinterpret(Long.MAX_VALUE));
                all.add(new Variable(nameIn(text), text));
            }
            return all;
        }

        private static byte[] bytes(MemorySegment string) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte one = string.get(JAVA_BYTE, 0);
            for (long i = 1; one != 0; i++) {
                bytes.write(one);
                one = string.get(JAVA_BYTE, i);
            }
            return bytes.toByteArray();
        }

        private static String nameIn(byte[] text) {
            String all = new String(text, StandardCharsets.ISO_8859_1);
            int end = all.indexOf('=');
            return end < 0 ? all : all.substring(0, end);
        }
    }

    private final Map<String, byte[]> changes = new LinkedHashMap<>();

    /** Returns the value of a variable of this process, or null if it is not set. */
    static byte[] inherited(String name) {
        for (Variable variable : Inherited.ALL) {
            if (variable.name.equals(name) && variable.text.length > name.length()) {
                return Arrays.copyOfRange(variable.text, name.length() + 1, variable.text.length);
            }
        }
        return null;
    }

    /** Sets a variable, or removes it if the value is null. */
    void set(String name, byte[] value) {
        changes.put(name, value);
    }

    /** Returns the array of pointers that execve(2) takes. */
    MemorySegment pointers(Arena arena) {
        List<byte[]> all = new ArrayList<>();
        for (Variable variable : Inherited.ALL) {
            if (!changes.containsKey(variable.name)) {
                all.add(variable.text);
            }
        }
        for (Map.Entry<String, byte[]> change : changes.entrySet()) {
            if (change.getValue() != null) {
                all.add(text(change.getKey(), change.getValue()));
            }
        }
        return Libc.strings(all, arena);
    }

    private static byte[] text(String name, byte[] value) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        text.write('=');
        text.writeBytes(value);
        return text.toByteArray();
    }
}
