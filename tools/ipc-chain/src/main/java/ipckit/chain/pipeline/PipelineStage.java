package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.List;

/**
 * One command of a pipeline.
 *
 * @param i the number of the stage, from 1
 * @param words the command and its arguments
 */
record PipelineStage(int i, List<String> words) {
    /** The word that separates two stages on the command line. */
    static final String SEPARATOR = ":::";

    /**
     * Splits the words of a command line into stages.
     *
     * @throws IpcException USAGE when a stage has no words
     */
    static List<PipelineStage> split(List<String> words) {
        List<PipelineStage> stages = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= words.size(); at++) {
            if (at < words.size() && !words.get(at).equals(SEPARATOR)) {
                continue;
            }
            if (at == from) {
                throw new IpcException(
                        Category.USAGE, "stage " + (stages.size() + 1) + " has no command");
            }
            stages.add(new PipelineStage(stages.size() + 1, List.copyOf(words.subList(from, at))));
            from = at + 1;
        }
        return stages;
    }

    /** Returns the name of the stage in messages, such as {@code stage 2 (sed)}. */
    String title() {
        return "stage " + i + " (" + program() + ")";
    }

    /** Returns the name of the stage's program, without its directory. */
    String program() {
        String name = words.getFirst();
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
