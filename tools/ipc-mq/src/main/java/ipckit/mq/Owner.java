package ipckit.mq;

import ipckit.common.cli.Converter;
import ipckit.common.cli.Counts;
import ipckit.common.process.ProcessId;

import java.util.Optional;

/** With whom a mailbox ends: with a process, or with nobody. */
enum Owner implements Converter<Optional<ProcessId>> {
    /** The only kind. */
    ANY;

    @Override
    public Optional<ProcessId> convert(String text) {
        return text.equals("system")
                ? Optional.empty()
                : Optional.of(ProcessId.of(Counts.FROM_ONE.convert(text)));
    }
}
