package ipckit.mq.message;

import ipckit.common.mailbox.Message;

import java.util.function.BiConsumer;

/** The headers of a message as variables of a shell or of a command's environment. */
final class HeaderVariables {
    private HeaderVariables() {}

    /**
     * Passes each header to {@code assign}: the name of a variable and the value. The name of a
     * variable consists of letters, digits and '_'. Each '-' in the key of the header is replaced
     * by '_'. A header with any other character in its key is left out.
     *
     * @param prefix the part of the variable's name before the key
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
