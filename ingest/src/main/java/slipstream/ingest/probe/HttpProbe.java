package slipstream.ingest.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;

/**
 * Asks a target once over a connection of its own, as a new visitor would, and says how it went. Redirects are not followed,
 * proxies of the environment are not used, and compressed answers are not asked for, so that what is timed is the target.
 *
 * <p>A call blocks for at most the module's timeout, except while the system's resolver is waiting. Thread-safe.
 */
final class HttpProbe {
    /** What is read of an answer: a probe asks whether a page comes, and an endless one must not fill the memory. */
    static final long MAX_BODY_BYTES = 1024 * 1024;

    private static final long CHUNK_BYTES = 16 * 1024;

    private static final String USER_AGENT = "slipstream-probe";

    /** What a request needs a body for in HTTP, even an empty one. */
    private static final List<String> NEED_BODY = List.of("POST", "PUT", "PATCH");

    private final OkHttpClient client;

    HttpProbe() {
        this(new OkHttpClient());
    }

    /** @param base gives the trust in certificates; everything else is set here */
    HttpProbe(OkHttpClient base) {
        client = base.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .fastFallback(false)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /** Never throws on account of the target: whatever it does is an outcome. */
    Attempt run(HttpModule module, String url) {
        PhaseClock clock = new PhaseClock();
        OkHttpClient configured = client.newBuilder()
                .callTimeout(module.timeout())
                .dns(dns(module.ipProtocol()))
                .eventListener(clock)
                .build();
        int status = Observation.NO_STATUS;
        Optional<Instant> certificateEnd = Optional.empty();
        try (Response response = configured.newCall(request(module, url)).execute()) {
            status = response.code();
            certificateEnd = ServerCertificate.end(Optional.ofNullable(response.handshake()));
            readBounded(response.body().source());
            clock.end();
        } catch (IOException e) {
            clock.end();
            ProbeOutcome outcome = isOwnNetwork(e) ? ProbeOutcome.UNKNOWN : ProbeOutcome.FAILURE;
            return new Attempt(
                    outcome,
                    status,
                    clock.latencyMillis(),
                    clock.phases(),
                    certificateEnd.or(() -> ServerCertificate.expired(e)),
                    errorWord(e));
        }
        boolean good = module.accepts(status);
        return new Attempt(
                good ? ProbeOutcome.SUCCESS : ProbeOutcome.FAILURE,
                status,
                clock.latencyMillis(),
                clock.phases(),
                certificateEnd,
                good ? "" : "status " + status);
    }

    private static Request request(HttpModule module, String url) {
        Headers.Builder headers = new Headers.Builder();
        headers.add("User-Agent", USER_AGENT);
        headers.add("Accept-Encoding", "identity");
        module.headers().forEach(headers::set);
        boolean needsBody = module.body().isPresent() || NEED_BODY.contains(module.method());
        RequestBody body = needsBody ? RequestBody.create(module.body().orElse(""), null) : null;
        return new Request.Builder()
                .url(url)
                .headers(headers.build())
                .method(module.method(), body)
                .build();
    }

    private static void readBounded(BufferedSource source) throws IOException {
        Buffer chunk = new Buffer();
        long total = 0;
        while (total < MAX_BODY_BYTES) {
            long read = source.read(chunk, CHUNK_BYTES);
            if (read < 0) {
                return;
            }
            total += read;
            chunk.clear();
        }
    }

    private static Dns dns(Optional<HttpModule.IpProtocol> preferred) {
        if (preferred.isEmpty()) {
            return Dns.SYSTEM;
        }
        boolean four = preferred.get() == HttpModule.IpProtocol.IP4;
        return host -> {
            List<InetAddress> addresses = new ArrayList<>(Dns.SYSTEM.lookup(host));
            addresses.sort(Comparator.comparing(address -> (address instanceof Inet4Address) != four));
            return addresses;
        };
    }

    /** A fixed set of words, so that failures can be counted by them. */
    static String errorWord(IOException e) {
        if (e instanceof UnknownHostException) {
            return "dns";
        }
        if (e instanceof InterruptedIOException) {
            return "timeout";
        }
        if (e instanceof SSLException) {
            return "tls";
        }
        if (isOwnNetwork(e)) {
            return "network";
        }
        if (e instanceof NoRouteToHostException) {
            return "unreachable";
        }
        if (e instanceof ConnectException) {
            return message(e).contains("refused") ? "refused" : "connect";
        }
        if (e instanceof ProtocolException) {
            return "protocol";
        }
        if (e instanceof EOFException
                || e instanceof SocketException
                || message(e).contains("unexpected end")) {
            return "closed";
        }
        return "io";
    }

    /** Whether this machine itself has no network, so that nothing was learnt about the target. */
    private static boolean isOwnNetwork(IOException e) {
        return e instanceof SocketException && message(e).contains("network is unreachable");
    }

    /** The client wraps what the system said, so the causes are part of the message. */
    private static String message(IOException e) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
