package ipckit.common.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/**
 * Tests that no part of an object is left when its creation fails because the file system is full.
 * Also tests that network file systems are recognised.
 */
@Timeout(600)
class FileSystemTest {
    @TempDir Path temporary;

    @Test
    void networkFileSystemsAreKnown() {
        assertTrue(NetworkFileSystem.isType("nfs4"));
        assertTrue(NetworkFileSystem.isType("fuse.sshfs"));
        assertFalse(NetworkFileSystem.isType("tmpfs"));
        assertFalse(NetworkFileSystem.isType("ext4"));
    }

    /**
     * The test mounts small file systems, but does not unmount them. Each file system is mounted in
     * the mount namespace of one process, and vanishes when this process ends.
     */
    @Test
    void aFullFileSystemLeavesNoHalfMadeObject() throws Exception {
        assumeTrue(Actor.isPossible("unshare", "-rm", "true"), "no private mounts here");
        assertEquals("NO_SPACE\n0", onSmallFileSystem("size=1m", "create-large"));
        assertEquals("NO_SPACE\n0", onSmallFileSystem("nr_inodes=5", "create"));
    }

    private String onSmallFileSystem(String limit, String act) throws Exception {
        String script =
                """
                mount -t tmpfs -o mode=0700,%s none '%s' || exit
                "$@"
                find '%s' -mindepth 1 | wc -l
                """
                        .formatted(limit, temporary, temporary);
        List<String> prefix = List.of("unshare", "-rm", "sh", "-c", script, "sh");
        return Actor.run(prefix, temporary, act, "jobs");
    }
}
