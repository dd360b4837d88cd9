package ipckit.shm.cell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * A condition on the value of a cell, such as {@code >= 10}.
 *
 * @param value the value to compare with, in the representation of {@link CellType}
 */
record CellCondition(Relation relation, CellType type, long value) {
    /**
     * The relations between the value of a cell and the value to compare with. In this list, {@code
     * <=} must precede {@code <}, and {@code >=} must precede {@code >}, because {@link #parse}
     * takes the first relation whose operator is a prefix of the text.
     */
    private enum Relation {
        EQUAL("=="),
        DIFFERENT("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        GREATER(">");

        private final String operator;

        Relation(String operator) {
            this.operator = operator;
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
     * Parses a condition on values of a type.
     *
     * @throws IpcException USAGE if the text does not consist of an operator and a number of the
     *     type
     */
    static CellCondition parse(String text, CellType type) {
        for (Relation relation : Relation.values()) {
            if (text.startsWith(relation.operator)) {
                return new CellCondition(
                        relation,
                        type,
                        type.parse(text.substring(relation.operator.length()).strip()));
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

    /** Returns whether a value of a cell meets the condition. */
    boolean holds(long actual) {
        return relation.holds(type.compare(actual, value));
    }

    @Override
    public String toString() {
        return relation.operator + " " + type.format(value);
    }
}
