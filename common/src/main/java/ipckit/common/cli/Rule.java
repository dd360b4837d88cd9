package ipckit.common.cli;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.List;

/** What must hold between arguments, looked at once all are known. */
sealed interface Rule {
    /**
     * @throws IpcException of category USAGE
     */
    void check(Parsed given);

    /** At most one of them is given. */
    record Exclusive(List<Arg<?>> args) implements Rule {
        @Override
        public void check(Parsed given) {
            Arg<?> first = null;
            for (Arg<?> arg : args) {
                if (!given.has(arg)) {
                    continue;
                }
                if (first != null) {
                    throw new IpcException(
                            Category.USAGE,
                            first.title() + " and " + arg.title() + " exclude each other");
                }
                first = arg;
            }
        }
    }

    /** One makes sense only with the other. */
    record Needs(Arg<?> dependent, Arg<?> prerequisite) implements Rule {
        @Override
        public void check(Parsed given) {
            if (given.has(dependent) && !given.has(prerequisite)) {
                throw new IpcException(
                        Category.USAGE, dependent.title() + " needs " + prerequisite.title());
            }
        }
    }

    /** One makes sense only with one of the others. */
    record NeedsOneOf(Arg<?> dependent, List<Arg<?>> prerequisites) implements Rule {
        @Override
        public void check(Parsed given) {
            if (given.has(dependent) && prerequisites.stream().noneMatch(given::has)) {
                StringBuilder titles = new StringBuilder();
                for (Arg<?> arg : prerequisites) {
                    titles.append(titles.isEmpty() ? "" : " or ").append(arg.title());
                }
                throw new IpcException(Category.USAGE, dependent.title() + " needs " + titles);
            }
        }
    }

    /** At least one of them is given. */
    record OneOf(List<Arg<?>> args) implements Rule {
        @Override
        public void check(Parsed given) {
            StringBuilder titles = new StringBuilder();
            for (Arg<?> arg : args) {
                if (given.has(arg)) {
                    return;
                }
                titles.append(titles.isEmpty() ? "" : " or ").append(arg.title());
            }
            throw new IpcException(Category.USAGE, titles + " is required");
        }
    }
}
