package ipckit.common.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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
}
