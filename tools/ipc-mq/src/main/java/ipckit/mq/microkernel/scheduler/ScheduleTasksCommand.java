package ipckit.mq.microkernel.scheduler;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.EachOperand;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.Carry;
import ipckit.mq.space.Right;
import ipckit.mq.task.PortName;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code kernel schedule}: gives the scheduler of the kernel a right to the kernel port of each
 * task, so that it schedules the task. Without a task, lists the scheduled tasks.
 */
final class ScheduleTasksCommand implements Command {
    private final Argument<List<String>> tasks;
    private final ClientOptions client;
    private final Argument<Boolean> json;

    ScheduleTasksCommand(Arguments arguments) {
        tasks =
                arguments
                        .operands(
                                "TASK",
                                "the tasks, each started by task run (default: list the tasks)",
                                0,
                                PortName.ANY)
                        .completes(Completion.TASK);
        client = new ClientOptions(arguments);
        json = arguments.json();
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.UNUSABLE, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (ServiceClient services = client.open(given)) {
            if (!given.get(tasks).isEmpty()) {
                return EachOperand.run(
                        "ipc-mq", given.get(tasks), console, task -> schedule(services, task));
            }
            list(services, given, console);
        }
        return ExitCode.OK.code();
    }

    private static void schedule(ServiceClient services, String task) {
        byte[] _ =
                services.withKernelPort(
                        task,
                        right ->
                                services.callKernel(
                                        ServiceMessage.of("schedule", task),
                                        List.of(new Carry(right, Right.SEND, false))));
    }

    private void list(ServiceClient services, ParsedArguments given, Console console) {
        byte[] reply = services.callKernel(ServiceMessage.of("tasks"));
        TextTable table =
                new TextTable().left("TASK").right("PRIORITY").left("STATE").right("CPU_MS");
        new String(reply, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" "))
                .forEach(row -> show(row, given, console, table));
        table.print(console.text());
    }

    private void show(String[] row, ParsedArguments given, Console console, TextTable table) {
        if (given.get(json)) {
            console.json()
                    .object()
                    .field("task", row[0])
                    .field("priority", Long.parseLong(row[1]))
                    .field("state", row[2])
                    .field("cpu_ms", Long.parseLong(row[3]))
                    .end()
                    .endLine();
        } else {
            table.row(row);
        }
    }
}
