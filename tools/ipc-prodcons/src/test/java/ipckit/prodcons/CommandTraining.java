package ipckit.prodcons;

/**
 * Runs a few command lines in a training run. From this run, the JVM makes an ahead-of-time (AOT)
 * cache of the loaded classes. The tests start many child processes. With the cache, each of them
 * starts several times as fast.
 */
public final class CommandTraining {
    private CommandTraining() {}

    public static void main(String[] args) {
        String buffer = "training-" + ProcessHandle.current().pid();
        Main.run(new String[] {"create", buffer});
        Main.run(new String[] {"stat", buffer, "--json"});
        Main.run(new String[] {"explain", buffer});
        Main.run(new String[] {"rm", buffer});
        System.exit(Main.run(new String[] {"run", "--items=8", "--speed=1000/s", "--trace"}));
    }
}
