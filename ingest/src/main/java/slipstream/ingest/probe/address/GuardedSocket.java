package slipstream.ingest.probe.address;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** A socket that connects only where the rules let it: what is checked is the very address that is dialled. */
public final class GuardedSocket extends Socket {
    private final AddressRules rules;

    public GuardedSocket(AddressRules rules) {
        this.rules = rules;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        if (!(endpoint instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            throw new UnknownHostException(String.valueOf(endpoint));
        }
        rules.check(inet.getAddress());
        super.connect(endpoint, timeoutMillis);
    }
}
