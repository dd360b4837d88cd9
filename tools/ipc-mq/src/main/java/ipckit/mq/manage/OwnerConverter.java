package ipckit.mq.manage;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.mailbox.MailboxOwner;

import java.util.Optional;

/** With whom a mailbox ends: with a process, or with nobody. */
enum OwnerConverter implements Converter<Optional<MailboxOwner>> {
    /** The only kind. */
    ANY;

    @Override
    public Optional<MailboxOwner> convert(String text) {
        return text.equals("system")
                ? Optional.empty()
                : Optional.of(MailboxOwner.of(CountConverter.FROM_ONE.convert(text)));
    }
}
