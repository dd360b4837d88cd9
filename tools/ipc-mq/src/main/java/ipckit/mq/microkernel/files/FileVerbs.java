package ipckit.mq.microkernel.files;

import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;

import java.util.List;

/** The verbs of the file server. */
public final class FileVerbs {
    private FileVerbs() {}

    /** Returns the verbs. */
    public static VerbGroup group() {
        return new VerbGroup("file", "Files of the file server of a kernel", FileVerbs::verbs);
    }

    private static List<Verb> verbs() {
        return List.of(
                new Verb("file write", "Write stdin to a file", WriteFileCommand::new),
                new Verb("file read", "Write a file to stdout", ReadFileCommand::new),
                new Verb("file ls", "List the files", ListFilesCommand::new),
                new Verb("file rm", "Remove files", RemoveFilesCommand::new).destructive());
    }
}
