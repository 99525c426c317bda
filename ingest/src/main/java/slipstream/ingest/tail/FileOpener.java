package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.event.Origin;

/** Opens files where reading is to begin in them. */
final class FileOpener {
    /** How far back the beginning of a line is looked for when reading begins at the end of a file. */
    private static final int LINE_START_BYTES = TailedFile.MAX_LINE_BYTES;

    private final TailContext context;

    FileOpener(TailContext context) {
        this.context = context;
    }

    /** Why a file that is there is not read. */
    static final class SkippedException extends IOException {
        private static final long serialVersionUID = 1L;

        SkippedException(String message) {
            super(message);
        }
    }

    /** What the file system tells a file by; the same after a rename. */
    static Object key(Path path) throws IOException {
        return Objects.requireNonNullElse(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), path);
    }

    /**
     * Opens a file.
     *
     * @param complete whether the file is read to its end only, so that it need not have a whole line
     * @param afterCut whether the file was cut off, so that what is in it now is new even when it begins as it did before
     * @return empty while the file has no whole line by which to tell it apart
     * @throws SkippedException when the file is none that is read
     */
    Optional<TailedFile> open(Path path, FileLogSettings.From from, boolean complete, boolean afterCut)
            throws IOException {
        if (path.toString().chars().anyMatch(Character::isISOControl)) {
            throw new SkippedException("its name has control characters, which no source may have");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        boolean kept = false;
        try {
            String inode = FileIdentity.inode(path);
            if (FileIdentity.isCompressed(channel)) {
                return from == FileLogSettings.From.END ? Optional.empty() : openArchive(path, inode, channel, from);
            }
            Optional<String> identity = FileIdentity.of(channel, inode, complete);
            if (identity.isEmpty()) {
                return Optional.empty();
            }
            Positions.Position begin = begin(path, identity.get(), channel, from, afterCut);
            TailedFile file = new TailedFile(path, key(path), inode, channel, Optional.empty(), begin, context);
            kept = true;
            return Optional.of(file);
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    /**
     * Opens what a compressed file holds: where reading of the same content stopped before it was compressed, else at its beginning.
     * Empty when it has been read.
     */
    private Optional<TailedFile> openArchive(Path path, String inode, FileChannel compressed, FileLogSettings.From from)
            throws IOException {
        String identity = FileIdentity.of(compressed, inode, true).orElseThrow();
        Positions.Position read = new Positions.Position(identity, "archive:" + identity, compressed.size(), 0);
        boolean isRead = context.positions()
                .find(identity)
                .filter(stored -> stored.offset() == read.offset())
                .isPresent();
        if (isRead && from != FileLogSettings.From.BEGINNING) {
            return Optional.empty();
        }
        FileChannel content = Archive.content(compressed);
        boolean kept = false;
        try {
            Optional<String> contentIdentity = FileIdentity.of(content, inode, true);
            if (contentIdentity.isEmpty()) {
                return Optional.empty();
            }
            Optional<Positions.Position> known =
                    from == FileLogSettings.From.BEGINNING ? Optional.empty() : readBefore(content);
            Positions.Position begin =
                    known.isPresent() ? known.get() : begin(path, contentIdentity.get(), content, from, false);
            TailedFile file = new TailedFile(path, key(path), inode, content, Optional.of(read), begin, context);
            kept = true;
            return Optional.of(file);
        } finally {
            if (!kept) {
                content.close();
            }
        }
    }

    /**
     * The position of a file that begins as this content does. The first 1024 bytes have to be the same, or all of a shorter file: a
     * head that many files have would otherwise make two files one source.
     */
    private Optional<Positions.Position> readBefore(FileChannel content) throws IOException {
        for (Positions.Position position : context.positions().withBeginning()) {
            boolean longEnough = position.beginning().startsWith(FileIdentity.HEAD_BYTES + ":")
                    ? position.offset() <= content.size()
                    : position.offset() == content.size();
            if (longEnough && FileIdentity.beginsAs(content, position.beginning())) {
                return Optional.of(position);
            }
        }
        return Optional.empty();
    }

    private Positions.Position begin(
            Path path, String identity, FileChannel channel, FileLogSettings.From from, boolean afterCut)
            throws IOException {
        Optional<Positions.Position> stored = context.positions().find(identity);
        long size = channel.size();
        if (stored.isPresent() && (afterCut || stored.get().offset() > size)) {
            String generation = identity + "." + (stored.get().cuts() + 1);
            return new Positions.Position(generation, source(path, generation), 0, 0);
        }
        String generation = stored.map(Positions.Position::generation).orElse(identity);
        // A file that was renamed keeps the name under which its observations are known.
        String source = stored.map(Positions.Position::source).orElseGet(() -> source(path, generation));
        long offset = switch (from) {
            case STORED -> stored.map(Positions.Position::offset).orElse(0L);
            case BEGINNING -> 0L;
            case END -> lastLineStart(channel, size);
        };
        return new Positions.Position(generation, source, offset, 0);
    }

    private static String source(Path path, String generation) {
        String name = path.toString();
        int room = Origin.MAX_SOURCE_CHARS - "file:#".length() - generation.length();
        if (name.length() <= room) {
            return "file:" + name + "#" + generation;
        }
        String end = name.substring(name.length() - room);
        boolean splitsPair = Character.isLowSurrogate(end.charAt(0));
        return "file:" + (splitsPair ? end.substring(1) : end) + "#" + generation;
    }

    /** The end of the file, or the beginning of the line that is being written there. */
    private static long lastLineStart(FileChannel channel, long size) throws IOException {
        int length = (int) Math.min(size, LINE_START_BYTES);
        ReadBuffer tail = new ReadBuffer(length);
        String text = new String(tail.bytes(), 0, tail.fill(channel, size - length), StandardCharsets.ISO_8859_1);
        return size - length + text.lastIndexOf('\n') + 1;
    }
}
