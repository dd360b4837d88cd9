package ipckit.mq;

import ipckit.common.cli.Converter;
import ipckit.common.cli.Counts;
import ipckit.mq.box.BoxSpec;

/** How many messages a mailbox holds. */
enum Capacity implements Converter<Integer> {
    /** The only kind. */
    ANY;

    private static final String UNBOUNDED = "unbounded";

    @Override
    public Integer convert(String text) {
        return text.equals(UNBOUNDED)
                ? BoxSpec.UNBOUNDED
                : Math.toIntExact(new Counts(0, BoxSpec.MOST_MESSAGES).convert(text));
    }

    /** As it is shown. */
    static String text(BoxSpec spec) {
        return spec.isUnbounded() ? UNBOUNDED : Integer.toString(spec.capacity());
    }
}
