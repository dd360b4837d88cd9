package ipckit.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * Replaces a method of GraalVM's runtime. At the start, the original method raises the soft limit
 * of open files to the hard limit. The commands that the program starts would inherit the raised
 * limit, so the replacement leaves the limit unchanged. On the JVM, the option {@code
 * -XX:-MaxFDLimit} has the same effect.
 */
@TargetClass(className = "com.oracle.svm.core.posix.PosixNativeLibrarySupport")
final class OpenFilesReplacement {
    private OpenFilesReplacement() {}

    @Alias
    native void loadJavaLibrary();

    @Alias
    static native void loadNetLibrary();

    /** Loads the native libraries of the JDK, as the replaced method does. */
    @Substitute
    boolean initializeBuiltinLibraries() {
        loadJavaLibrary();
        loadNetLibrary();
        return true;
    }
}
