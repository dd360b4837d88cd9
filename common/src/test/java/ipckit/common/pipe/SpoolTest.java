package ipckit.common.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

final class SpoolTest {
    private static byte[] poured(Spool spool) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        spool.pour(
                bytes -> {
                    while (bytes.hasRemaining()) {
                        out.write(bytes.get());
                    }
                });
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 16 << 10, (16 << 10) + 1, 300_000})
    void poursTheBytesThatWereWritten(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Spool spool = new Spool();
        for (int turn = 0; turn < 2; turn++) {
            for (int from = 0; from < length; from += 1000) {
                spool.write(ByteBuffer.wrap(bytes, from, Math.min(1000, length - from)));
            }
            assertArrayEquals(bytes, poured(spool));
            assertArrayEquals(bytes, poured(spool));
            spool.close();
            assertArrayEquals(new byte[0], poured(spool));
        }
    }

    /**
     * Each of the 1000 spools of this test needs 16 KB of memory. All spools of a process together
     * have only 8 MiB of memory. Therefore about half of the 1000 spools store their bytes in the
     * spool file.
     */
    @Test
    void manySpoolsHoldTheirBytesBeyondTheSharedMemory() {
        List<Spool> spools = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Spool spool = new Spool();
            for (int piece = 0; piece < 12; piece++) {
                spool.write(ByteBuffer.wrap(content(i)));
            }
            spools.add(spool);
        }
        for (int i = 0; i < spools.size(); i++) {
            byte[] bytes = poured(spools.get(i));
            assertEquals(12 * 1000, bytes.length);
            assertArrayEquals(content(i), Arrays.copyOf(bytes, 1000));
            spools.get(i).close();
        }
    }

    private static byte[] content(int seed) {
        byte[] bytes = new byte[1000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aFileOnAnyFileSystemLosesItsNameAtOnce(@TempDir Path directory) throws IOException {
        try (FileChannel file = SpoolFile.openWithDeletedName(directory)) {
            assertEquals(0, directory.toFile().list().length);
            file.write(ByteBuffer.wrap(new byte[] {7}), 10);
            ByteBuffer back = ByteBuffer.allocate(1);
            assertEquals(1, file.read(back, 10));
            assertEquals(7, back.get(0));
        }
    }
}
