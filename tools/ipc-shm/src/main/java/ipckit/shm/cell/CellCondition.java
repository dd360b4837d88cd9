package ipckit.shm.cell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * What a value is compared with: {@code >= 10}.
 *
 * @param value in the bits of the type
 */
record CellCondition(Relation relation, CellType type, long value) {
    /** Longer ones first, so that the first that fits is meant. */
    private enum Relation {
        EQUAL("=="),
        DIFFERENT("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        GREATER(">");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        boolean holds(int compared) {
            return switch (this) {
                case EQUAL -> compared == 0;
                case DIFFERENT -> compared != 0;
                case AT_MOST -> compared <= 0;
                case AT_LEAST -> compared >= 0;
                case LESS -> compared < 0;
                case GREATER -> compared > 0;
            };
        }
    }

    /**
     * @throws IpcException USAGE
     */
    static CellCondition parse(String text, CellType type) {
        for (Relation relation : Relation.values()) {
            if (text.startsWith(relation.sign)) {
                return new CellCondition(
                        relation, type, type.parse(text.substring(relation.sign.length()).strip()));
            }
        }
        throw new IpcException(
                Category.USAGE, "'" + text + "' is not a condition (examples: '>= 3', '== 0')");
    }

    static CellCondition equalTo(long value, CellType type) {
        return new CellCondition(Relation.EQUAL, type, value);
    }

    static CellCondition differentFrom(long value, CellType type) {
        return new CellCondition(Relation.DIFFERENT, type, value);
    }

    boolean holds(long actual) {
        return relation.holds(type.compare(actual, value));
    }

    @Override
    public String toString() {
        return relation.sign + " " + type.show(value);
    }
}
