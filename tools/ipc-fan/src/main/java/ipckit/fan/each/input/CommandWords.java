package ipckit.fan.each.input;

import ipckit.common.IpcException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words after {@code --}: the command, and the lists of values that follow it. The word {@code
 * :::} stands before each list.
 *
 * @param command the words of the command, at least one
 * @param lists the words of each list; a list may be empty
 */
public record CommandWords(List<String> command, List<List<String>> lists) {
    private static final String SEPARATOR = ":::";

    /**
     * The separators of GNU parallel that this program does not support. This program refuses them,
     * because a user who writes such a separator does not mean it as a word of the command.
     */
    private static final Set<String> FOREIGN = Set.of("::::", ":::+", "::::+");

    /**
     * Divides the words after {@code --} into the command and the lists that follow it.
     *
     * @throws IpcException USAGE if there is no command, or if a word is a separator that only GNU
     *     parallel supports, such as {@code ::::}
     */
    public static CommandWords split(List<String> words) {
        List<String> command = new ArrayList<>();
        List<List<String>> lists = new ArrayList<>();
        List<String> part = command;
        for (String word : words) {
            if (word.equals(SEPARATOR)) {
                part = new ArrayList<>();
                lists.add(part);
            } else if (FOREIGN.contains(word)) {
                throw IpcException.usage(
                        "'" + word + "' is not supported: use ':::' for a list, -a for a file");
            } else {
                part.add(word);
            }
        }
        if (command.isEmpty()) {
            throw IpcException.usage("missing command before ':::'");
        }
        return new CommandWords(command, lists);
    }
}
