package ipckit.mq.manage;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MailboxOwner;

import java.util.Optional;

/** Converts the value of {@code --owner}: a process id, or {@code system} for no owner. */
enum OwnerConverter implements Converter<Optional<MailboxOwner>> {
    /** The only instance. */
    ANY;

    @Override
    public Optional<MailboxOwner> convert(String text) {
        return text.equals("system")
                ? Optional.empty()
                : Optional.of(MailboxOwner.of(CountConverter.FROM_ONE.convert(text)));
    }
}
