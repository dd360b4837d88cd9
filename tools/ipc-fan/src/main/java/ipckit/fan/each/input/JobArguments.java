package ipckit.fan.each.input;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The arguments of one job.
 *
 * @param text the arguments as one text. {@code --tag} writes this text before each line of output;
 *     with {@code --stdin}, the command reads this text.
 * @param values the values that replace the placeholders of the command, at least one
 */
public record JobArguments(byte[] text, List<byte[]> values) {
    /** Returns arguments whose text consists of the values with a separator between them. */
    static JobArguments joined(List<byte[]> values, char separator) {
        if (values.size() == 1) {
            return new JobArguments(values.getFirst(), values);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.write(separator);
            }
            text.writeBytes(values.get(i));
        }
        return new JobArguments(text.toByteArray(), values);
    }
}
