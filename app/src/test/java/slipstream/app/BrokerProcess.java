package slipstream.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An embedded broker in a process of its own, so that it can be killed without warning. */
record BrokerProcess(Process process, String bootstrapServers, long readyMillis) implements AutoCloseable {
    private static final String READY = "ready ";

    /** Returns when the broker is ready and has every topic. */
    static BrokerProcess start(Path folder) throws IOException {
        return start(folder, 0);
    }

    /** The same on a port of one's own, so that a broker can come back to where it was. */
    static BrokerProcess start(Path folder, int port) throws IOException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port))
                .redirectError(Redirect.INHERIT)
                .start();
        // Not closed: closing it would close the process's output, and the broker goes on.
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IOException(
                    "the broker's process said '" + line + "' where it should have said that it is ready");
        }
        long readyMillis = (System.nanoTime() - begin) / 1_000_000;
        return new BrokerProcess(process, line.substring(READY.length()), readyMillis);
    }

    /** Runs until its input ends, which it does with the process that started it. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
                TopicAdmin topics = new TopicAdmin(broker.bootstrapServers())) {
            topics.ensure((short) 1);
            System.out.println(READY + broker.bootstrapServers());
            int end = System.in.read();
            if (end >= 0) {
                throw new IOException("nothing is expected on the input");
            }
        }
    }

    /** Ends the process as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
