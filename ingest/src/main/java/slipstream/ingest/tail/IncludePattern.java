package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * A file, or the files that a glob names.
 *
 * @param root the file itself, or the folder below which the glob is matched; absolute
 * @param glob the rest of the pattern; empty for a single file
 * @param roots the folders, links followed, into which links that match the glob may lead besides the root itself
 */
public record IncludePattern(Path root, String glob, List<Path> roots) {
    /** How deep {@code **} looks. */
    private static final int MAX_DEPTH = 16;

    public IncludePattern {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(glob, "glob");
        roots = List.copyOf(roots);
    }

    /**
     * Reads a path, in which names may hold {@code *}, {@code ?}, {@code [...]} and {@code {a,b}}.
     *
     * @param base the folder from which a relative path is meant
     * @throws IllegalArgumentException when the text is no path or no glob
     */
    public static IncludePattern of(Path base, String text) {
        return of(base, text, List.of());
    }

    /**
     * As {@link #of(Path, String)}, and links may lead into some further folders.
     *
     * @throws IllegalArgumentException when the text is no path or no glob
     */
    static IncludePattern of(Path base, String text, List<Path> roots) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the path is empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the path has control characters");
        }
        try {
            int split = startOfGlob(text);
            Path root = base.toAbsolutePath().resolve(text.substring(0, split)).normalize();
            String glob = text.substring(split);
            matcher(glob);
            if (List.of(glob.split("/")).contains("..")) {
                throw new IllegalArgumentException("'" + text + "' has .. after a wildcard: write the folder itself");
            }
            return new IncludePattern(root, glob, roots);
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is neither a path nor a glob: " + e.getMessage(), e);
        }
    }

    /** Where the first name with a wildcard begins, or the end of the text. */
    private static int startOfGlob(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[{".indexOf(text.charAt(i)) >= 0) {
                return text.lastIndexOf('/', i) + 1;
            }
        }
        return text.length();
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    boolean isGlob() {
        return !glob.isEmpty();
    }

    /** The regular files that are there now, in the order of their names. What cannot be read is passed over. */
    public SortedSet<Path> files() throws IOException {
        return look().files();
    }

    /** What is there now. */
    Found look() throws IOException {
        return isGlob() ? walk() : lookAtOne();
    }

    /**
     * What a pattern names at the moment.
     *
     * @param files regular files, in the order of their names
     * @param skipped what else has such a name, and why it is not read
     */
    record Found(SortedSet<Path> files, SortedMap<Path, String> skipped) {
        private void skip(Path path, String why) {
            skipped.put(path, why);
        }
    }

    private Found lookAtOne() {
        Found found = new Found(new TreeSet<>(), new TreeMap<>());
        if (Files.isRegularFile(root)) {
            found.files().add(root);
        } else if (Files.exists(root)) {
            found.skip(root, "it is no regular file");
        }
        return found;
    }

    private Found walk() throws IOException {
        Found found = new Found(new TreeSet<>(), new TreeMap<>());
        PathMatcher matcher = matcher(glob);
        int depth = glob.contains("**") ? MAX_DEPTH : glob.split("/").length;
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!matcher.matches(root.relativize(file))) {
                    return FileVisitResult.CONTINUE;
                }
                if (!attributes.isRegularFile()) {
                    found.skip(file, "it is no regular file");
                } else if (!isInside(file)) {
                    found.skip(
                            file,
                            "it is a link to " + file.toRealPath() + ", which is outside of " + root
                                    + "; add its folder to roots");
                } else {
                    found.files().add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                if (!(why instanceof NoSuchFileException)) {
                    found.skip(file, "it cannot be looked into: " + why.getMessage());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** Whether a file lies, links followed, in the folder that was named or in another that is allowed. */
    private boolean isInside(Path file) throws IOException {
        Path real = file.toRealPath();
        if (real.startsWith(root.toRealPath())) {
            return true;
        }
        return roots.stream().anyMatch(allowed -> real.startsWith(allowed));
    }

    @Override
    public String toString() {
        return isGlob() ? root.resolve(glob).toString() : root.toString();
    }
}
