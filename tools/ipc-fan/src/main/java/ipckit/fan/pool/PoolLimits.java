package ipckit.fan.pool;

import java.time.Duration;

/**
 * What holds for all that runs commands.
 *
 * @param count how many run at once
 * @param grace how long a process may take to end, before SIGKILL
 * @param exit what the exit status is made of
 */
public record PoolLimits(int count, Duration grace, FanExitRule exit) {}
