package ipckit.fan.pool;

import java.time.Duration;

/**
 * The values of the options that all pools have.
 *
 * @param jobs the maximum number of commands that run at the same time
 * @param grace the time between TERM and KILL when a process is ended
 * @param exit the rule for the exit status of the pool
 */
public record PoolLimits(int jobs, Duration grace, FanExitRule exit) {}
