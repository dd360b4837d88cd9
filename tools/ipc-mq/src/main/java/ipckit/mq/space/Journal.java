package ipckit.mq.space;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

/**
 * Makes a change of many words atomic, although a process may die between any two writes. The
 * journal is part of the shared memory. The caller must hold the lock of the port space.
 *
 * <p>First the journal gets the offset and the new value of each changed word (J1). Then one write
 * commits the change (J2). Then the words themselves are written, and finally the journal is
 * emptied (J3). If a process dies before J2, none of the words has changed. If it dies after J2,
 * the next owner of the lock calls {@link #redo}, which writes all words again.
 */
final class Journal {
    private final Mapping shared;

    Journal(Mapping shared) {
        this.shared = shared;
    }

    /** Writes all words of a change to shared memory, so that they take effect all together. */
    void write(ChangedWords change) {
        int count = change.count();
        if (count > SpaceLayout.JOURNAL_WORDS) {
            throw new IllegalStateException("a change of " + count + " words");
        }
        for (int i = 0; i < count; i++) {
            Words.set(shared, SpaceLayout.journalTarget(i), change.offsetAt(i));
            Words.set(shared, SpaceLayout.journalValue(i), change.valueAt(i));
        }
        SpaceStep.PJ1.reached();
        Words.setRelease(shared, SpaceLayout.JOURNAL_COUNT_AT, count);
        SpaceStep.PJ2.reached();
        apply(count);
    }

    /** Completes the change of a dead process, if the change was committed. */
    void redo() {
        long count = Words.getAcquire(shared, SpaceLayout.JOURNAL_COUNT_AT);
        if (count < 0 || count > SpaceLayout.JOURNAL_WORDS) {
            throw ObjectFile.damaged("its journal is longer than possible");
        }
        apply((int) count);
    }

    private void apply(int count) {
        for (int i = 0; i < count; i++) {
            long target = Words.get(shared, SpaceLayout.journalTarget(i));
            if (!SpaceLayout.isChangeable(target)) {
                throw ObjectFile.damaged("its journal names an impossible word");
            }
            Words.setRelease(shared, target, Words.get(shared, SpaceLayout.journalValue(i)));
        }
        SpaceStep.PJ3.reached();
        Words.setRelease(shared, SpaceLayout.JOURNAL_COUNT_AT, 0);
    }
}
