package ipckit.mq.task;

import ipckit.common.cli.value.Converter;
import ipckit.common.naming.ObjectName;

/** Checks the name of a task, a port or a port set, and returns the name unchanged. */
public enum PortName implements Converter<String> {
    /** The only instance. */
    ANY;

    @Override
    public String convert(String text) {
        return new ObjectName(text).text();
    }
}
