package slipstream.alerting.channel.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** What {@link TlsSettings} come to: trust, sockets and the check of names. Thread-safe. */
public final class TlsContext {
    private final X509TrustManager trust;
    private final SSLSocketFactory sockets;
    private final HostnameVerifier names;

    public TlsContext(TlsSettings settings) {
        HostnameVerifier byRfc2818 = new OkHttpClient().hostnameVerifier();
        names = (host, session) ->
                settings.insecure() || byRfc2818.verify(settings.serverName().orElse(host), session);
        try {
            trust = settings.insecure() ? new TrustEverything() : trust(settings.authorities());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(settings), new TrustManager[] {trust}, null);
            sockets = settings.serverName()
                    .<SSLSocketFactory>map(name -> new RenamingSocketFactory(context.getSocketFactory(), name))
                    .orElseGet(context::getSocketFactory);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the TLS settings were checked when they were read", e);
        }
    }

    X509TrustManager trust() {
        return trust;
    }

    public SSLSocketFactory sockets() {
        return sockets;
    }

    /** Checks the name that the settings demand, or else the address's. */
    public HostnameVerifier names() {
        return names;
    }

    private static X509TrustManager trust(Optional<String> authorities) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isPresent() ? Pem.anchors(authorities.get()) : (KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no trust manager for X.509");
    }

    private static KeyManager[] identity(TlsSettings settings) throws IOException, GeneralSecurityException {
        if (settings.certificate().isEmpty()) {
            return new KeyManager[0];
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(Pem.identity(settings.certificate().get(), settings.key().orElseThrow()), new char[0]);
        return factory.getKeyManagers();
    }

    /** What {@code insecure_skip_verify} asks for by name. */
    private static final class TrustEverything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Asks the server for another name than the one that was dialled. */
    private static final class RenamingSocketFactory extends SSLSocketFactory {
        private final SSLSocketFactory sockets;
        private final String name;

        RenamingSocketFactory(SSLSocketFactory sockets, String name) {
            this.sockets = sockets;
            this.name = name;
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return sockets.createSocket(socket, name, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("only sockets that are connected already are secured");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket(host.getHostName(), port);
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            return createSocket(address, port);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }
    }
}
