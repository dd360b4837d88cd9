package ipckit.nativeimage;

import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeSystemProperties;

/**
 * Sets system properties of the native binary when the binary is built. The binary would lose the
 * bytes of the working directory's path that are not UTF-8, and would not start in a deleted
 * directory. It therefore reaches relative paths through {@code /proc/self/cwd}, as on the JVM.
 */
final class RuntimeProperties implements Feature {
    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        RuntimeSystemProperties.register("user.dir", "/proc/self/cwd");
    }
}
