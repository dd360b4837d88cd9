package ipckit.mq.message;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Converter;
import ipckit.common.process.OwnCommandLine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A header as it is typed: {@code key=value}. */
enum HeaderConverter implements Converter<Map.Entry<String, String>> {
    /** The only kind. */
    ANY;

    @Override
    public Map.Entry<String, String> convert(String text) {
        if (OwnCommandLine.isBroken(text)) {
            throw new IpcException(Category.USAGE, "a header is UTF-8 text");
        }
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IpcException(
                    Category.USAGE, "'" + text + "' is no header, such as type=image");
        }
        return Map.entry(text.substring(0, equals), text.substring(equals + 1));
    }

    /** All of them; of two with one key the later counts. */
    static Map<String, String> map(List<Map.Entry<String, String>> given) {
        Map<String, String> headers = new LinkedHashMap<>();
        given.forEach(header -> headers.put(header.getKey(), header.getValue()));
        return headers;
    }
}
