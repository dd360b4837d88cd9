package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.daemon.DaemonCondition;
import ipckit.common.daemon.DaemonPhase;
import ipckit.common.daemon.DaemonRecord;
import ipckit.common.daemon.DaemonSettings;
import ipckit.common.daemon.DaemonState;
import ipckit.common.process.RunningProcess;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A daemon as {@code ls} and {@code status} show it. The record of a daemon is the daemon's
 * directory. The record is incomplete, for example, if the command that started the daemon was
 * killed before it had written all files.
 *
 * @param command the path of the program and its arguments; empty if the record is incomplete
 * @param settings the settings; null if the record is incomplete
 */
record DaemonView(
        String name,
        DaemonCondition condition,
        DaemonState state,
        List<String> command,
        DaemonSettings settings,
        Path log) {
    private static final long MILLIS_A_SECOND = 1000;

    /** Reads the record of a daemon. */
    static DaemonView of(DaemonRecord daemon) {
        DaemonCondition condition = daemon.condition();
        DaemonState state = daemon.state();
        String name = daemon.name().text();
        try {
            return new DaemonView(
                    name, condition, state, daemon.command(), daemon.settings(), daemon.log());
        } catch (IpcException e) {
            // The record of the daemon is incomplete, for example because the command that started
            // the daemon was killed before it had written all files of the record.
            return new DaemonView(name, condition, state, List.of(), null, null);
        }
    }

    /** Returns the word that users see for the state of the daemon. */
    private String stateWord() {
        DaemonPhase phase = state.phase();
        return switch (condition) {
            case RUNNING -> (phase.isOver() ? DaemonPhase.STOPPING : phase).word();
            case DIED -> phase == DaemonPhase.FAILED ? phase.word() : "died";
            case ENDED -> phase.word();
        };
    }

    /** Returns the exit code of {@code daemon status}, as the Linux Standard Base defines it. */
    ExitCode code() {
        return switch (condition) {
            case RUNNING -> ExitCode.OK;
            case DIED -> ExitCode.FAILED;
            case ENDED -> ExitCode.NOT_RUNNING;
        };
    }

    /** Returns the words of the command, separated by blanks. */
    private String commandLine() {
        return String.join(" ", command);
    }

    /**
     * Returns the process ID of the main process as text; an empty text if no main process is
     * alive.
     */
    private String mainPid() {
        return pid(state.main());
    }

    private String pid(RunningProcess process) {
        boolean lives = condition == DaemonCondition.RUNNING && process != null;
        return lives && process.isAlive() ? Long.toString(process.pid()) : "";
    }

    /** Returns the time of the last change of the state; an empty text if it is unknown. */
    private String since() {
        return state.since() == 0 ? "" : Timestamps.iso(state.since() * MILLIS_A_SECOND);
    }

    /** Writes a JSON object that describes the daemon. */
    void write(JsonWriter json) {
        json.object().field("name", name).field("state", stateWord());
        json.field("running", condition == DaemonCondition.RUNNING);
        number(json, "supervisor_pid", pid(state.supervisor()));
        number(json, "main_pid", mainPid());
        json.field("restarts", state.restarts());
        number(json, "exit_status", state.status() < 0 ? "" : Integer.toString(state.status()));
        json.field("since", since().isEmpty() ? null : since());
        json.name("command").array();
        command.forEach(json::value);
        json.end();
        if (settings != null) {
            json.field("directory", text(settings.directory()));
            json.field("umask", octal(settings.umask()));
            json.field("input", text(settings.input())).field("output", text(settings.output()));
            json.field("log", settings.journal() ? null : text(log));
            json.field("log_size", settings.logSize()).field("log_keep", settings.logKeep());
            json.field("restart", word(settings.restart()));
            json.field("restart_delay_ms", settings.restartDelay().toMillis());
            json.field("restart_limit", settings.restartLimit());
        }
        json.end().endLine();
    }

    /** Adds a row with the name, state, process ID, restarts, time and command of the daemon. */
    void addTo(TextTable table) {
        String count = Long.toString(state.restarts());
        table.row(name, stateWord(), mainPid(), count, since(), commandLine());
    }

    /** Prints the daemon, one property in each line. */
    void print(TextOutput out) {
        line(out, "daemon", name + ", " + stateWord());
        line(out, "command", commandLine());
        line(out, "main", mainPid().isEmpty() ? "" : "process " + mainPid());
        line(out, "since", since());
        line(out, "restarts", Long.toString(state.restarts()));
        line(out, "exit status", state.status() < 0 ? "" : Integer.toString(state.status()));
        if (settings != null) {
            line(out, "directory", text(settings.directory()));
            line(out, "umask", octal(settings.umask()));
            line(out, "input", text(settings.input()));
            line(out, "output", text(settings.output()));
            line(out, "log", settings.journal() ? "the journal" : text(log));
            line(out, "restart", word(settings.restart()));
        }
    }

    /** Prints a property; prints nothing if it has no value. */
    static void line(TextOutput out, String label, String value) {
        if (value != null && !value.isEmpty()) {
            out.property(label, value);
        }
    }

    private static void number(JsonWriter json, String name, String digits) {
        json.name(name);
        if (digits.isEmpty()) {
            json.value((String) null);
        } else {
            json.value(Long.parseLong(digits));
        }
    }

    private static String text(Path path) {
        return path == null ? null : path.toString();
    }

    private static String octal(int mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
