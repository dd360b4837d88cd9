package ipckit.common.cli.value;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Converts text to a path. The file or directory need not exist. An empty text is refused. */
public enum PathConverter implements Converter<Path> {
    /** Accepts relative and absolute paths. */
    ANY;

    @Override
    public Path convert(String text) {
        if (text.isEmpty()) {
            throw IpcException.usage("an empty path names no file");
        }
        try {
            return PathBytes.path(text);
        } catch (InvalidPathException e) {
            throw new IpcException(Category.USAGE, "'" + text + "' is not a path here", e);
        }
    }
}
