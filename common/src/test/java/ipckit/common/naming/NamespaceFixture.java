package ipckit.common.naming;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The base of tests that use a {@link Namespace}. Makes a namespace for the buffers of a home (the
 * directory of all objects), which is in a temporary directory.
 */
abstract class NamespaceFixture {
    static final ObjectName JOBS = new ObjectName("jobs");

    @TempDir Path temporary;
    Path home;
    Namespace buffers;

    @BeforeEach
    final void nameTheHome() {
        home = temporary.resolve("home");
        buffers = Actor.namespace(home);
    }

    final Path create(ObjectName name) {
        return buffers.create(name, 0600, Actor::fill);
    }

    /** Returns all names in the home (the directory of all objects), temporary names included. */
    final List<String> everything() throws IOException {
        if (Files.notExists(home)) {
            return List.of();
        }
        try (var entries = Files.list(home)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
