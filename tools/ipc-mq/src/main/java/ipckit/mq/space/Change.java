package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One atomic change of the rows in which the port space keeps its tasks, ports and rights. Reads
 * through this object see the words that were written through it. A process that acquires the lock
 * later sees all of these words if the change was committed, and none of them otherwise. A change
 * without a commit has no effect.
 *
 * <p>The caller must hold the lock of the port space. A caller that only reads, and never commits,
 * needs no lock.
 */
final class Change {
    /** The index that means that there is no row of the port space's table. */
    static final int NO_ROW = -1;

    private static final RowKind[] KINDS = RowKind.values();

    private final Mapping shared;

    /** The words that this change has written; null if it has written none. */
    private ChangedWords written;

    Change(Mapping shared) {
        this.shared = shared;
    }

    /**
     * Commits the words that this change has written: they take effect all together, even if this
     * process dies meanwhile.
     */
    void commit() {
        if (written != null && written.count() > 0) {
            String rows =
                    SpaceTrace.isOn() ? ChangedRows.text(new Change(shared), this, written) : "";
            new Journal(shared).write(written);
            written.clear();
            if (!rows.isEmpty()) {
                SpaceTrace.report("change", rows);
            }
        }
    }

    long get(long offset) {
        return written != null && written.contains(offset)
                ? written.value(offset)
                : Words.getAcquire(shared, offset);
    }

    void set(long offset, long value) {
        if (written == null) {
            written = new ChangedWords();
        }
        written.set(offset, value);
    }

    long get(int row, long field) {
        return get(SpaceLayout.row(row) + field);
    }

    void set(int row, long field, long value) {
        set(SpaceLayout.row(row) + field, value);
    }

    /** Returns a number for a new port, task, name or message. It was never used before. */
    long newNumber() {
        return Words.getAndAdd(shared, SpaceLayout.NEXT_NUMBER_AT, 1);
    }

    RowKind kind(int row) {
        long kind = get(row, RowLayout.KIND);
        if (kind < 0 || kind >= KINDS.length) {
            throw ObjectFile.damaged("a row is of an impossible kind");
        }
        return KINDS[(int) kind];
    }

    /**
     * Returns the index of the row to which a field of another row refers; NO_ROW if the field
     * refers to no row.
     *
     * @param wanted the kind that the returned row must have
     */
    int reference(int row, long field, RowKind wanted) {
        return row(get(row, field), wanted);
    }

    /**
     * Returns the row to which a reference refers. A reference is the number of a row plus 1, or 0
     * for no row. For 0, the result is NO_ROW.
     *
     * @param wanted the kind that the returned row must have
     */
    int row(long reference, RowKind wanted) {
        if (reference == 0) {
            return NO_ROW;
        }
        if (reference < 0 || reference > SpaceLayout.ROWS || kind((int) reference - 1) != wanted) {
            throw ObjectFile.damaged("a row refers to a row that does not exist");
        }
        return (int) reference - 1;
    }

    void setReference(int row, long field, int to) {
        set(row, field, to + 1L);
    }

    /** Adds a number, which may be negative, to the word at an offset. */
    void add(long offset, long more) {
        set(offset, get(offset) + more);
    }

    private int used() {
        long used = get(SpaceLayout.ROWS_USED_AT);
        if (used < 0 || used > SpaceLayout.ROWS) {
            throw ObjectFile.damaged("its number of rows is impossible");
        }
        return (int) used;
    }

    /**
     * Returns the number of rows that a search for rows of a kind must read. Returns 0 if no row
     * has the kind, and the kind is not FREE. Otherwise returns the number of rows up to the last
     * row that was ever used.
     */
    private int end(RowKind kind) {
        boolean isAbsent = kind != RowKind.FREE && get(SpaceLayout.count(kind)) == 0;
        return isAbsent ? 0 : used();
    }

    /** Returns whether at least {@code wanted} rows of the port space's table are free. */
    boolean hasFree(int wanted) {
        long taken = 0;
        for (RowKind kind : KINDS) {
            taken += kind == RowKind.FREE ? 0 : get(SpaceLayout.count(kind));
        }
        return SpaceLayout.ROWS - taken >= wanted;
    }

    /** Returns the first row of a kind that satisfies a condition; NO_ROW if there is none. */
    int first(RowKind kind, IntPredicate condition) {
        return first(kind, 0, condition);
    }

    private int first(RowKind kind, int from, IntPredicate condition) {
        int used = end(kind);
        for (int row = from; row < used; row++) {
            if (get(row, RowLayout.KIND) == kind.ordinal() && condition.test(row)) {
                return row;
            }
        }
        return NO_ROW;
    }

    /** Returns the rows of a kind that satisfy a condition, in ascending order. */
    List<Integer> all(RowKind kind, IntPredicate condition) {
        List<Integer> found = new ArrayList<>();
        int used = end(kind);
        for (int row = 0; row < used; row++) {
            if (get(row, RowLayout.KIND) == kind.ordinal() && condition.test(row)) {
                found.add(row);
            }
        }
        return found;
    }

    /** Returns all rows of a kind, in ascending order. */
    List<Integer> all(RowKind kind) {
        return all(kind, _ -> true);
    }

    /**
     * Takes a free row of the port space's table for a new entry. The new row has the kind {@code
     * kind} and an empty name. All its other fields are 0.
     *
     * @throws IpcException NO_SPACE if no row is free
     */
    int allocate(RowKind kind) {
        int used = used();
        int row = first(RowKind.FREE, firstFree(used), _ -> true);
        if (row == NO_ROW) {
            if (used == SpaceLayout.ROWS) {
                throw new IpcException(
                        Category.NO_SPACE,
                        "the port space is full: it has " + SpaceLayout.ROWS + " rows");
            }
            row = used;
            set(SpaceLayout.ROWS_USED_AT, used + 1L);
        }
        for (long field = RowLayout.NUMBER; field < RowLayout.NAME; field += Long.BYTES) {
            set(row, field, 0);
        }
        set(row, RowLayout.KIND, kind.ordinal());
        set(SpaceLayout.FIRST_FREE_AT, row + 1L);
        add(SpaceLayout.count(kind), 1);
        return row;
    }

    /** Returns the row at which a search for a free row begins: no earlier row is free. */
    private int firstFree(int used) {
        long first = get(SpaceLayout.FIRST_FREE_AT);
        if (first < 0 || first > used) {
            throw ObjectFile.damaged("its first free row is impossible");
        }
        return (int) first;
    }

    /** Makes a row of the port space's table free. Has no effect if the row is free already. */
    void free(int row) {
        RowKind kind = kind(row);
        if (kind != RowKind.FREE) {
            set(row, RowLayout.KIND, RowKind.FREE.ordinal());
            set(SpaceLayout.FIRST_FREE_AT, Math.min(get(SpaceLayout.FIRST_FREE_AT), row));
            add(SpaceLayout.count(kind), -1);
        }
    }

    /**
     * Returns whether any task or port is dying: its destruction has begun, and its row still
     * exists.
     */
    boolean hasDying() {
        return get(SpaceLayout.DYING_AT) > 0;
    }

    /**
     * Adds a number, which may be negative, to the number of tasks and ports whose destruction has
     * begun.
     */
    void addDying(int more) {
        add(SpaceLayout.DYING_AT, more);
    }

    String name(int row) {
        return StoredName.read(nameAt(row), this::get);
    }

    void setName(int row, String name) {
        StoredName.write(nameAt(row), name, this::set);
    }

    /**
     * Returns whether {@code name} is the name in a row. For example, the row of a task contains
     * the name of the task.
     */
    boolean hasName(int row, String name) {
        return StoredName.equals(nameAt(row), name, this::get);
    }

    private static long nameAt(int row) {
        return SpaceLayout.row(row) + RowLayout.NAME_LENGTH;
    }
}
