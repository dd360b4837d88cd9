package ipckit.mq.message;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Converter;
import ipckit.common.process.OwnCommandLine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the value of {@code --header}: {@code KEY=VALUE}. */
enum HeaderConverter implements Converter<Map.Entry<String, String>> {
    /** The only instance. */
    ANY;

    @Override
    public Map.Entry<String, String> convert(String text) {
        if (OwnCommandLine.hasInvalidUtf8(text)) {
            throw new IpcException(Category.USAGE, "a header is UTF-8 text");
        }
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IpcException(
                    Category.USAGE, "'" + text + "' is not a header, such as type=image");
        }
        return Map.entry(text.substring(0, equals), text.substring(equals + 1));
    }

    /**
     * Returns the headers as a map. When several headers have the same key, the map has the last
     * one.
     */
    static Map<String, String> map(List<Map.Entry<String, String>> given) {
        Map<String, String> headers = new LinkedHashMap<>();
        given.forEach(header -> headers.put(header.getKey(), header.getValue()));
        return headers;
    }
}
