package ipckit.mq.microkernel.policy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The built-in policy: the priority of a task is the time for which it has waited. So all tasks run
 * in turn.
 */
public final class FairSharePolicy implements Policy {
    @Override
    public String decide(String question) {
        Map<String, Long> priorities = new LinkedHashMap<>();
        for (TaskTimes task : PolicyLine.parseQuestion(question)) {
            priorities.put(task.task(), task.waitMillis());
        }
        return PolicyLine.answer(priorities);
    }
}
