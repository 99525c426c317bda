package slipstream.ingest.receive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.Observation;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.SourceContext;

/** A real server with the doors that a piece of {@code ingest.yml} opens, in front of a recording sink, and a client for it. */
public final class Doors implements AutoCloseable {
    public static final InstantSource T0 = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final RecordingSink sink = new RecordingSink();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpReceiver receiver;

    private Doors(ReceiverSettings settings, InstantSource clock) {
        receiver = new HttpReceiver(
                settings.listeningOn(ListenAddress.loopback(0)),
                new SourceContext(
                        sink, Map.of(), Path.of("unused"), TimeBounds.live(clock), clock, new SimpleMeterRegistry()));
        receiver.start();
    }

    /** @param receivers what stands below {@code receivers}; a problem in it fails the test */
    public static Doors open(Path folder, String receivers) {
        return open(folder, receivers, T0);
    }

    public static Doors open(Path folder, String receivers, InstantSource clock) {
        Problems problems = new Problems();
        ReceiverSettings settings = ReceiverSettings.read(fields(folder, receivers, problems), folder)
                .orElseThrow(() -> new IllegalArgumentException("there are problems: " + problems.all()));
        problems.throwIfErrors();
        return new Doors(settings, clock);
    }

    public static Fields fields(Path folder, String receivers, Problems problems) {
        try {
            Path file = Files.writeString(folder.resolve("receivers.yml"), receivers);
            return YamlReader.read(file, problems).get(0).asFields(problems).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** @param headers name, value, name, value */
    public HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send("POST", path, body, headers);
    }

    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public RecordingSink sink() {
        return sink;
    }

    public List<Observation> observations() {
        return sink.observations();
    }

    public HttpReceiver receiver() {
        return receiver;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
