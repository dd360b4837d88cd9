package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A process that does a part of our work, and speaks with us through pipes. */
public final class Child {
    private Child() {}

    /**
     * Starts one with pipes as standard input and output, and our standard error. When we die, of
     * whatever, its input ends: a child that must not outlive us watches for that.
     *
     * @param words the executable's path and its arguments
     * @param environment variables to be set on top of ours; null takes one away
     * @throws IpcException CANNOT_RUN
     */
    public static Process start(List<String> words, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getValue() == null) {
                builder.environment().remove(variable.getKey());
            } else {
                builder.environment().put(variable.getKey(), variable.getValue());
            }
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IpcException(Category.CANNOT_RUN, "cannot run " + words.getFirst(), e);
        }
    }
}
