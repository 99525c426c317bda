package slipstream.bench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the class path of this one, spoken to line by line. It ends when its input does, so also when this JVM is killed.
 * Not thread-safe.
 */
public final class JavaProcess implements AutoCloseable {
    private static final long SECONDS_TO_END = 20;

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private JavaProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param name for messages
     * @param scratch an existing folder for its temporary files
     * @param options of the JVM, such as {@code -Xmx1g}
     */
    public static JavaProcess start(
            String name, Path scratch, List<String> options, Class<?> main, List<String> arguments) throws IOException {
        return start(name, scratch, options, System.getProperty("java.class.path"), main.getName(), arguments);
    }

    /** Starts one with another class path. */
    public static JavaProcess start(
            String name, Path scratch, List<String> options, String classPath, String main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + scratch);
        command.add("-Dlogback.configurationFile=logback-bench.xml");
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(arguments);
        return new JavaProcess(
                name,
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** Says a line. */
    public void say(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /**
     * Waits for the next line that it says.
     *
     * @throws IOException when it has ended instead
     */
    public String hear() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process of " + name + " has ended without an answer; its last words are above");
        }
        return line;
    }

    /** Ends its input and waits for it; a process that does not end by itself is killed. */
    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            // It has ended already.
            process.destroy();
        }
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
