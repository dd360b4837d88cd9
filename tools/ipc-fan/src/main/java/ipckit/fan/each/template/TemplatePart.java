package ipckit.fan.each.template;

/**
 * A part of one word of a {@link CommandTemplate}: a literal text or a placeholder. A placeholder
 * of the kind {@link Kind#VALUES} is replaced by one value of the job, or by all its values.
 *
 * @param text the bytes of a literal text; null for a placeholder
 * @param form the part of each value that is inserted; null unless the kind is VALUES
 * @param position the number of the value that is inserted, from 1; 0 for all values
 */
record TemplatePart(Kind kind, byte[] text, ValueForm form, int position) {
    /** The placeholder for the number of the job. */
    static final TemplatePart NUMBER = new TemplatePart(Kind.NUMBER, null, null, 0);

    /** The placeholder for the number of the job slot. */
    static final TemplatePart SLOT = new TemplatePart(Kind.SLOT, null, null, 0);

    /** The placeholder for all values of the job, each in its complete form. */
    static final TemplatePart VALUES = values(ValueForm.WHOLE, 0);

    /** The kinds of parts. */
    enum Kind {
        /** A text that is the same for all jobs. */
        LITERAL,
        /** A placeholder for the number of the job. */
        NUMBER,
        /** A placeholder for the number of the job slot. */
        SLOT,
        /** A placeholder for one value of the job, or for all of them. */
        VALUES
    }

    static TemplatePart literal(byte[] text) {
        return new TemplatePart(Kind.LITERAL, text, null, 0);
    }

    static TemplatePart values(ValueForm form, int position) {
        return new TemplatePart(Kind.VALUES, null, form, position);
    }

    /**
     * Returns whether this part is a placeholder that stands for all values of the job together.
     */
    boolean standsForAllValues() {
        return kind == Kind.VALUES && position == 0;
    }
}
