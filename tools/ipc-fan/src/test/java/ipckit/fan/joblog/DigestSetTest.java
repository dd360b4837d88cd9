package ipckit.fan.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

final class DigestSetTest {
    @Test
    void containsWhatASetOfObjectsContains() {
        Random random = new Random(7);
        Set<JobDigest> expected = new HashSet<>();
        DigestSet set = new DigestSet();
        JobDigest[] digests = new JobDigest[20_000];
        for (int i = 0; i < digests.length; i++) {
            // Many digests collide, for two reasons. The last 8 bits of `high` select one of the
            // 256 hash tables of the set; about half of the digests are in the same table. The
            // search in a table begins at a place that `low` selects; about half of the digests
            // have one of only eight values of `low`.
            long high = random.nextBoolean() ? random.nextLong() : random.nextLong() << 8;
            long low = random.nextBoolean() ? random.nextLong() : random.nextLong(1, 9) << 56;
            digests[i] = new JobDigest(high, low);
            set.add(digests[i]);
            expected.add(digests[i]);
            if (random.nextInt(3) == 0) {
                JobDigest removed = digests[random.nextInt(i + 1)];
                set.remove(removed);
                expected.remove(removed);
            }
        }
        for (JobDigest digest : digests) {
            assertEquals(expected.contains(digest), set.contains(digest));
        }
    }
}
