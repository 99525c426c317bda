package slipstream.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** A recording of the JDK's flight recorder over this process, with the JDK's own settings for profiling. */
public final class Profile {
    private final Recording recording;

    private Profile(Recording recording) {
        this.recording = recording;
    }

    /** Starts recording. */
    public static Profile start() throws IOException {
        try {
            Recording recording = new Recording(Configuration.getConfiguration("profile"));
            recording.start();
            return new Profile(recording);
        } catch (ParseException e) {
            throw new IOException("the JDK's own settings for profiling cannot be read", e);
        }
    }

    /** Stops, and writes what was recorded. */
    public void write(Path file) throws IOException {
        recording.stop();
        recording.dump(file);
        recording.close();
    }
}
