package ipckit.mq.microkernel.policy;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Formats and parses the lines that the kernel and a policy exchange. A policy assigns priorities
 * to tasks.
 */
public final class PolicyLine {
    private static final int WORDS_OF_TIMES = 3;
    private static final int WORDS_OF_PRIORITY = 2;

    private PolicyLine() {}

    /** Returns the question for the priorities of tasks, as a policy gets it, without a newline. */
    public static String question(List<TaskTimes> tasks) {
        List<String> words = new ArrayList<>();
        for (TaskTimes task : tasks) {
            words.add(task.task());
            words.add(Long.toString(task.cpuMillis()));
            words.add(Long.toString(task.waitMillis()));
        }
        return String.join(" ", words);
    }

    /**
     * Parses a question of the kernel for the priorities of tasks.
     *
     * @throws IpcException UNUSABLE if the line is not a question
     */
    static List<TaskTimes> parseQuestion(String line) {
        List<String> words = words(line, WORDS_OF_TIMES);
        List<TaskTimes> tasks = new ArrayList<>();
        for (int i = 0; i < words.size(); i += WORDS_OF_TIMES) {
            tasks.add(
                    new TaskTimes(
                            words.get(i), number(words.get(i + 1)), number(words.get(i + 2))));
        }
        return tasks;
    }

    /**
     * Returns the answer of a policy: the names of tasks and their priorities, without a newline.
     */
    static String answer(Map<String, Long> priorities) {
        List<String> words = new ArrayList<>();
        priorities.forEach(
                (task, priority) -> {
                    words.add(task);
                    words.add(priority.toString());
                });
        return String.join(" ", words);
    }

    /**
     * Parses the answer of a policy: the names of tasks and their priorities.
     *
     * @return the priorities by the names of the tasks; if a task occurs twice, the last priority
     * @throws IpcException UNUSABLE if the line is not an answer
     */
    public static Map<String, Long> parseAnswer(String line) {
        List<String> words = words(line, WORDS_OF_PRIORITY);
        Map<String, Long> priorities = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i += WORDS_OF_PRIORITY) {
            priorities.put(words.get(i), number(words.get(i + 1)));
        }
        return priorities;
    }

    private static List<String> words(String line, int group) {
        List<String> words = line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
        if (words.size() % group != 0) {
            throw new IpcException(
                    Category.UNUSABLE, words.size() + " words are not groups of " + group);
        }
        return words;
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IpcException(Category.UNUSABLE, "'" + word + "' is not an integer", e);
        }
    }
}
