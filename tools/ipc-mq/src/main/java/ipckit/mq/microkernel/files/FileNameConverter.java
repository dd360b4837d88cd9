package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
import ipckit.common.cli.value.Converter;
import ipckit.common.naming.ObjectName;
import ipckit.mq.microkernel.files.store.FileNames;

/** Checks the name of a file, and returns the name unchanged. */
enum FileNameConverter implements Converter<String> {
    /** The only instance. */
    ANY;

    @Override
    public String convert(String text) {
        String name = new ObjectName(text).text();
        if (!FileNames.isLegal(name)) {
            throw IpcException.usage(
                    "illegal name: the name of a file has at most "
                            + FileNames.MAX_LENGTH
                            + " bytes");
        }
        return name;
    }
}
