package ipckit.mq.message;

import ipckit.common.mailbox.Message;

import java.util.function.BiConsumer;

/** The headers of a message as variables of a shell or of a command's environment. */
final class HeaderVariables {
    private HeaderVariables() {}

    /**
     * Passes the name and the value of a variable to {@code assign} for each header. The name is
     * {@code prefix} and the key of the header, in which each '-' is replaced by '_'. A header is
     * left out if its key has a character other than letters, digits, '-' and '_'.
     *
     * @param prefix the beginning of each name
     */
    static void each(String prefix, Message message, BiConsumer<String, String> assign) {
        message.meta()
                .headers()
                .forEach(
                        (key, value) -> {
                            String name = key.replace('-', '_');
                            if (name.matches("[A-Za-z0-9_]+")) {
                                assign.accept(prefix + name, value);
                            }
                        });
    }
}
