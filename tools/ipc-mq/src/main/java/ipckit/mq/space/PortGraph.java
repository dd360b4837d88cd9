package ipckit.mq.space;

import java.util.List;

/**
 * The tasks, ports and rights of a home (the directory of all objects) at one moment.
 *
 * @param tasks the tasks in the order of their names
 * @param ports the ports in the order of their numbers
 * @param names the names that tasks have, sorted by task and name
 * @param carried the rights that messages carry, in the order in which the messages were sent
 */
public record PortGraph(
        List<Tasks.Status> tasks,
        List<Ports.Status> ports,
        List<Ports.Held> names,
        List<CarriedRight> carried) {
    /**
     * A right to a port that is in a message. No task has got the right from the message yet.
     *
     * @param queue the number of the port that contains the message
     * @param right the kind of the right
     * @param port the number of the port to which the right belongs; 0 if this port is dead
     */
    public record CarriedRight(long queue, Right right, long port) {}
}
