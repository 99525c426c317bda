package slipstream.alerting.channel.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Turns settings into a client. */
final class HttpClients {
    static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private HttpClients() {}

    static OkHttpClient of(HttpSettings settings, AddressPolicy addresses) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(threads()))
                // A connection of its own for each notification: one that was kept may be dead, and nobody can tell
                // whether
                // what was written to it has arrived.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(settings.timeout())
                .socketFactory(new GuardedSockets(addresses))
                .proxy(Proxy.NO_PROXY);
        if (!settings.http2()) {
            client.protocols(List.of(Protocol.HTTP_1_1));
        }
        settings.proxy().ifPresent(proxy -> {
            client.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
            // Asked before the tunnel is dug; what goes to the proxy in the clear carries the header itself.
            proxy.authorization()
                    .ifPresent(value -> client.proxyAuthenticator(
                            (route, response) -> response.request().header(PROXY_AUTHORIZATION) != null
                                    ? null
                                    : response.request()
                                            .newBuilder()
                                            .header(PROXY_AUTHORIZATION, value)
                                            .build()));
        });
        TlsContext tls = new TlsContext(settings.tls());
        client.sslSocketFactory(tls.sockets(), tls.trust()).hostnameVerifier(tls.names());
        return client.build();
    }

    /** Threads that keep no process alive. */
    private static ExecutorService threads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "alerting-http");
            thread.setDaemon(true);
            return thread;
        });
    }
}
