package slipstream.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder in which an embedded broker keeps its data, held by one process at a time. The lock is the operating system's:
 * it ends with the process, however that ends. The lock file holds the number of the process, for the message only.
 */
final class DataFolder implements AutoCloseable {
    /** Below this a broker would start and then stop at the first busy minute; its index files alone take 20 MB a partition. */
    static final long MIN_FREE_BYTES = 128L << 20;

    private static final String LOCK_FILE = "broker.lock";
    private static final String LOG_FOLDER = "log";

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if it is not there and takes it for this process.
     *
     * @throws StartupException when it cannot be written, is in use, or its disk is nearly full
     */
    static DataFolder hold(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        FileChannel lockFile = openLockFile(absolute);
        try {
            take(absolute, lockFile);
            refuseWhenNearlyFull(absolute, Files.getFileStore(absolute).getUsableSpace());
            return new DataFolder(absolute, lockFile);
        } catch (IOException e) {
            closeQuietly(lockFile, e);
            throw new StartupException("the data folder " + absolute + " cannot be used: " + reason(e), e);
        } catch (StartupException e) {
            closeQuietly(lockFile, e);
            throw e;
        }
    }

    static void refuseWhenNearlyFull(Path folder, long freeBytes) {
        if (freeBytes < MIN_FREE_BYTES) {
            throw new StartupException("the disk of the data folder " + folder + " is full: " + (freeBytes >> 20)
                    + " MB are free and the broker needs at least " + (MIN_FREE_BYTES >> 20)
                    + " MB; make room, or choose a folder on another disk");
        }
    }

    Path path() {
        return folder;
    }

    /** Where the broker's own files are. */
    Path logs() {
        return folder.resolve(LOG_FOLDER);
    }

    /** Why a broker that stopped itself may have done so: it does when it cannot write, and a full disk is the usual cause. */
    String likelyCauseOfHalt() {
        try {
            refuseWhenNearlyFull(folder, Files.getFileStore(folder).getUsableSpace());
            return "it could not go on with the data folder " + folder + "; the lines above say why";
        } catch (StartupException e) {
            return e.getMessage();
        } catch (IOException e) {
            return "the data folder " + folder + " cannot be reached any more: " + reason(e);
        }
    }

    /** Gives the folder back; the lock file stays, since removing it could remove the lock of a process that came next. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of " + folder + " could not be given back", e);
        }
    }

    private static FileChannel openLockFile(Path folder) {
        try {
            Files.createDirectories(folder.resolve(LOG_FOLDER));
            return FileChannel.open(
                    folder.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StartupException(
                    "the data folder " + folder + " cannot be written: " + reason(e)
                            + "; give this user the right to write there, or choose another folder",
                    e);
        }
    }

    private static void take(Path folder, FileChannel lockFile) throws IOException {
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new StartupException("the data folder " + folder + " is in use by another broker of this process", e);
        }
        if (lock == null) {
            throw new StartupException("the data folder " + folder + " is in use by another Slipstream (process "
                    + holder(lockFile) + "): stop that one, or choose another folder");
        }
        lockFile.truncate(0);
        lockFile.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(FileChannel lockFile) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        lockFile.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return pid.isEmpty() ? "unknown" : pid;
    }

    private static String reason(IOException e) {
        // The message of a file system exception is often only the path; its class says what happened.
        return e.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .replace(" Exception", "") + " (" + e.getMessage() + ")";
    }

    private static void closeQuietly(FileChannel channel, Exception because) {
        try {
            channel.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
