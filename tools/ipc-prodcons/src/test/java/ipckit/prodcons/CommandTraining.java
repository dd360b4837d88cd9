package ipckit.prodcons;

/**
 * Runs a few command lines in a training run, from which the JVM makes an ahead-of-time (AOT) cache
 * of loaded classes. With this cache, the many child processes of the tests start several times as
 * fast.
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
