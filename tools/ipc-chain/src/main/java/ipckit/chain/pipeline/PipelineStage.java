package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.List;

/**
 * One command of a pipeline.
 *
 * @param i its place, from 1
 * @param words the command and its arguments
 */
public record PipelineStage(int i, List<String> words) {
    /** What stands between two of them. */
    public static final String SEPARATOR = ":::";

    /**
     * The stages of a command line.
     *
     * @throws IpcException USAGE when there is nothing before, between or behind separators
     */
    public static List<PipelineStage> split(List<String> words) {
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

    /** How messages name it: {@code stage 2 (sed)}. */
    String title() {
        return "stage " + i + " (" + program() + ")";
    }

    /** Its program, without the directory. */
    String program() {
        String name = words.getFirst();
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
