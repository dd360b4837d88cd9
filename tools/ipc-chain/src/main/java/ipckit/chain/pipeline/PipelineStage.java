package ipckit.chain.pipeline;

import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.ExitResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One command of a pipeline.
 *
 * @param i the number of the stage, from 1
 * @param words the command and its arguments
 * @param accepted the exit statuses other than 0 that also count as success
 */
record PipelineStage(int i, List<String> words, Set<Integer> accepted) {
    /** The word that separates two stages on the command line. */
    static final String SEPARATOR = ":::";

    /**
     * Splits the words of a command line into stages.
     *
     * @param accepted the values of {@code --accept}
     * @throws IpcException USAGE when a stage has no words, or when a value of {@code --accept} is
     *     for a stage that does not exist
     */
    static List<PipelineStage> split(List<String> words, List<AcceptedStatuses> accepted) {
        List<PipelineStage> stages = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= words.size(); at++) {
            if (at < words.size() && !words.get(at).equals(SEPARATOR)) {
                continue;
            }
            int i = stages.size() + 1;
            if (at == from) {
                throw new IpcException(Category.USAGE, "stage " + i + " has no command");
            }
            PipelineStage stage =
                    new PipelineStage(i, List.copyOf(words.subList(from, at)), new TreeSet<>());
            accepted.stream()
                    .filter(one -> one.isFor(stage))
                    .forEach(one -> stage.accepted.addAll(one.statuses()));
            stages.add(stage);
            from = at + 1;
        }
        for (AcceptedStatuses one : accepted) {
            if (stages.stream().noneMatch(one::isFor)) {
                throw new IpcException(
                        Category.USAGE, "--accept: there is no stage '" + one.stage() + "'");
            }
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

    /** Returns whether a process of the stage has exited with 0 or with an accepted status. */
    boolean isSuccess(ExitResult result) {
        return result.isSuccess() || accepted.contains(result.status());
    }

    /** Records the exit of the stage. An accepted status is recorded as 0. */
    void recordExit(ExitResult result, StageOutcomes outcomes) {
        if (isSuccess(result)) {
            outcomes.record(i, 0, null);
        } else {
            outcomes.recordExit(i, result);
        }
    }
}
