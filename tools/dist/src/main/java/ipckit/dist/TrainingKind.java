package ipckit.dist;

import ipckit.dist.training.ImageProgram;

/**
 * A kind of training run. A program of the image has one AOT cache for each kind. When a program
 * starts, the JVM loads all classes of the cache. Therefore a cache with fewer classes makes a
 * short command faster.
 */
enum TrainingKind {
    /** Runs the command lines that together use all classes of the program. */
    COMPLETE("training.txt", ".aot"),
    /**
     * Runs only short command lines, such as {@code ls}. The launcher chooses the cache of this
     * kind by the verb, see {@link ImageProgram#groupsInCompleteCache}.
     */
    SHORT("short-training.txt", ".short.aot");

    private final String script;
    private final String cacheSuffix;

    TrainingKind(String script, String cacheSuffix) {
        this.script = script;
        this.cacheSuffix = cacheSuffix;
    }

    /** Returns the name of the resource with the command lines, relative to this class. */
    String script() {
        return "training/" + script;
    }

    /** Returns the end of the cache's file name, which follows the name of the program. */
    String cacheSuffix() {
        return cacheSuffix;
    }
}
