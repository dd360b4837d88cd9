package ipckit.mq.mailbox;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MailboxSpec;

import java.util.List;

/** Converts the value of {@code --capacity}: a number of messages, or {@code unbounded}. */
public enum CapacityConverter implements Converter<Integer> {
    /** The only instance. */
    ANY;

    private static final String UNBOUNDED = "unbounded";

    @Override
    public Integer convert(String text) {
        return text.equals(UNBOUNDED)
                ? MailboxSpec.UNBOUNDED
                : Math.toIntExact(new CountConverter(0, MailboxSpec.MOST_MESSAGES).convert(text));
    }

    @Override
    public List<String> examples() {
        return List.of("0", "1", "64", "1024", UNBOUNDED);
    }

    @Override
    public String show(Integer capacity) {
        return capacity == MailboxSpec.UNBOUNDED ? UNBOUNDED : Integer.toString(capacity);
    }

    /** Returns the capacity of a mailbox in the form in which the user types it. */
    public static String text(MailboxSpec spec) {
        return ANY.show(spec.capacity());
    }
}
