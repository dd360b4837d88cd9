package ipckit.nativeimage;

import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeSystemProperties;

/**
 * Sets the system property {@code user.dir} of the native binary to {@code /proc/self/cwd}, as the
 * launcher does on the JVM. By default, the binary would read the path of the working directory at
 * its start. It could not represent the bytes of this path that are not UTF-8, and would not start
 * in a deleted directory.
 */
final class RuntimeProperties implements Feature {
    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        RuntimeSystemProperties.register("user.dir", "/proc/self/cwd");
    }
}
