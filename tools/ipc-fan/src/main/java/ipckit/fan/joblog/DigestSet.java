package ipckit.fan.joblog;

import java.util.Arrays;

/**
 * A set of {@linkplain JobDigest digests}. A large set needs at most 26 bytes of memory for each
 * digest. A {@code HashSet} of objects would need several times as much memory.
 *
 * <p>The set consists of many hash tables with linear probing. Only one table at a time grows, so
 * growing needs little additional memory. Not safe for several threads.
 */
final class DigestSet {
    private static final int TABLES = 256;
    private static final int LEAST_PLACES = 16;

    private final Table[] tables = new Table[TABLES];

    DigestSet() {
        Arrays.setAll(tables, _ -> new Table());
    }

    void add(JobDigest digest) {
        table(digest).add(digest);
    }

    void remove(JobDigest digest) {
        table(digest).remove(digest);
    }

    boolean contains(JobDigest digest) {
        Table table = table(digest);
        return !table.isEmpty(table.find(digest));
    }

    private Table table(JobDigest digest) {
        return tables[(int) (digest.high() & TABLES - 1)];
    }

    /**
     * A hash table of places. A place is two consecutive elements of the array and can hold one
     * digest. A place with two zeros is empty.
     */
    private static final class Table {
        private long[] words = new long[2 * LEAST_PLACES];
        private int size;

        private int places() {
            return words.length / 2;
        }

        /**
         * Returns the number of the place at which the search for a digest begins. The elements
         * {@code 2 * n} and {@code 2 * n + 1} of {@code words} are the place with the number n.
         *
         * @param low the last 64 bits of the digest
         */
        private int home(long low) {
            return (int) Math.unsignedMultiplyHigh(low, places());
        }

        private int next(int place) {
            return place + 1 == places() ? 0 : place + 1;
        }

        boolean isEmpty(int place) {
            return words[2 * place] == 0 && words[2 * place + 1] == 0;
        }

        /**
         * Returns the number of the place (a pair of elements of {@code words}) that contains a
         * digest. If the table does not contain the digest, returns the number of the empty place
         * to which the digest must be added.
         */
        int find(JobDigest digest) {
            int place = home(digest.low());
            while (!isEmpty(place)
                    && (words[2 * place] != digest.high()
                            || words[2 * place + 1] != digest.low())) {
                place = next(place);
            }
            return place;
        }

        void add(JobDigest digest) {
            int place = find(digest);
            if (isEmpty(place)) {
                put(place, digest.high(), digest.low());
                size++;
                if (size > places() / 5 * 4) {
                    grow();
                }
            }
        }

        private void put(int place, long high, long low) {
            words[2 * place] = high;
            words[2 * place + 1] = low;
        }

        private void grow() {
            long[] old = words;
            words = new long[2 * (places() + places() / 4 + 1)];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] != 0 || old[i + 1] != 0) {
                    put(find(new JobDigest(old[i], old[i + 1])), old[i], old[i + 1]);
                }
            }
        }

        /**
         * Removes a digest. A search ends at the first empty place, so the removal must not leave
         * an empty place before a digest that a search must still find. Therefore this method moves
         * such digests into the empty place.
         */
        void remove(JobDigest digest) {
            int hole = find(digest);
            if (isEmpty(hole)) {
                return;
            }
            for (int place = next(hole); !isEmpty(place); place = next(place)) {
                int home = home(words[2 * place + 1]);
                if (distance(home, place) >= distance(hole, place)) {
                    put(hole, words[2 * place], words[2 * place + 1]);
                    hole = place;
                }
            }
            put(hole, 0, 0);
            size--;
        }

        private int distance(int from, int to) {
            return to >= from ? to - from : to - from + places();
        }
    }
}
