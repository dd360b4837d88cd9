package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.List;
import java.util.function.Supplier;

/**
 * One row of a list of segments. The row holds the status of a segment, or the failure of the
 * attempt to read the status.
 *
 * @param name the name of the segment as a user types it
 * @param status the status of the segment; null if the status cannot be read
 * @param failure the reason why the status cannot be read; null if the status was read
 */
public record SegmentListing(String name, SegmentStatus status, IpcException failure) {
    /** Adds the row of a segment to a list. Adds no row if the segment no longer exists. */
    static void add(List<SegmentListing> rows, String name, Supplier<SegmentStatus> status) {
        try {
            rows.add(new SegmentListing(name, status.get(), null));
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                rows.add(new SegmentListing(name, null, e));
            }
        }
    }
}
