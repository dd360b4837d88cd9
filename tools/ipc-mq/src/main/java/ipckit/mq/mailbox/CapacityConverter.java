package ipckit.mq.mailbox;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MailboxSpec;

/** How many messages a mailbox holds. */
public enum CapacityConverter implements Converter<Integer> {
    /** The only kind. */
    ANY;

    private static final String UNBOUNDED = "unbounded";

    @Override
    public Integer convert(String text) {
        return text.equals(UNBOUNDED)
                ? MailboxSpec.UNBOUNDED
                : Math.toIntExact(new CountConverter(0, MailboxSpec.MOST_MESSAGES).convert(text));
    }

    /** As it is shown. */
    public static String text(MailboxSpec spec) {
        return spec.isUnbounded() ? UNBOUNDED : Integer.toString(spec.capacity());
    }
}
