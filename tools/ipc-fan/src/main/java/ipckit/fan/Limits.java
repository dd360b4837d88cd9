package ipckit.fan;

import java.time.Duration;

/**
 * What holds for all that runs commands.
 *
 * @param count how many run at once
 * @param grace how long a process may take to end, before SIGKILL
 * @param exit what the exit status is made of
 */
record Limits(int count, Duration grace, ExitRule exit) {}
