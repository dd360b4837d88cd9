package ipckit.mq;

import ipckit.common.cli.value.Converter;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.os.ProcessId;

import java.util.Optional;

/** With whom a mailbox ends: with a process, or with nobody. */
enum Owner implements Converter<Optional<ProcessId>> {
    /** The only kind. */
    ANY;

    @Override
    public Optional<ProcessId> convert(String text) {
        return text.equals("system")
                ? Optional.empty()
                : Optional.of(ProcessId.of(CountConverter.FROM_ONE.convert(text)));
    }
}
