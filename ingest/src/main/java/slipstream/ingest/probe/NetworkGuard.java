package slipstream.ingest.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Says whether this machine has a network itself: whether any of the addresses of the settings takes a connection. It is asked
 * only when a target gave no answer, so that it makes no traffic as long as all is well. Thread-safe; who asks while another's
 * question is on its way waits for that answer.
 */
final class NetworkGuard {
    /** An answer this old is taken again, so that a hundred failures in one second are one question. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Optional<GuardSettings> settings;
    private boolean isUp = true;
    private long askedNanos;
    private boolean isAsked;

    NetworkGuard(Optional<GuardSettings> settings) {
        this.settings = settings;
    }

    /** The attempt itself, or one that says nothing about the target when it failed while there was no network. */
    Attempt judge(Attempt attempt) {
        return attempt.isWithoutAnswer() && !isUp() ? attempt.withoutOwnNetwork() : attempt;
    }

    /** Without a guard in the settings the network is held to be up. */
    synchronized boolean isUp() {
        if (settings.isEmpty()) {
            return true;
        }
        if (!isAsked || System.nanoTime() - askedNanos > FRESH_NANOS) {
            isUp = anyAnswers(settings.get());
            isAsked = true;
            askedNanos = System.nanoTime();
        }
        return isUp;
    }

    private static boolean anyAnswers(GuardSettings settings) {
        long endNanos = System.nanoTime() + settings.timeout().toNanos();
        try (Selector selector = Selector.open()) {
            try {
                for (InetSocketAddress target : settings.targets()) {
                    if (begin(selector, target)) {
                        return true;
                    }
                }
                while (!selector.keys().isEmpty()) {
                    long millis = (endNanos - System.nanoTime()) / 1_000_000;
                    if (millis <= 0 || selector.select(millis) < 0) {
                        return false;
                    }
                    if (anyConnected(selector)) {
                        return true;
                    }
                }
                return false;
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        } catch (IOException e) {
            // There is no way to ask: then nothing can be said against the network.
            return true;
        }
    }

    /** Begins to connect; true when that is done at once. */
    private static boolean begin(Selector selector, InetSocketAddress target) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT);
        try {
            return channel.connect(target);
        } catch (IOException e) {
            // Unreachable, which is an answer: this one does not answer.
            channel.close();
            return false;
        }
    }

    private static boolean anyConnected(Selector selector) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (channel.finishConnect()) {
                    return true;
                }
            } catch (IOException e) {
                // Refused or unreachable: a refusal shows a network too, but it may be this machine's own.
                channel.close();
            }
        }
        selector.selectedKeys().clear();
        selector.selectNow();
        return false;
    }
}
