package slipstream.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The ports on 127.0.0.1 that a broker will bind. They are tried before the broker starts, because a broker that finds its
 * port taken fails late and does not say which port it was.
 *
 * @param client where clients connect
 * @param controller where the broker talks to its own controller; any free port, chosen anew at every start
 */
record LoopbackPorts(int client, int controller) {
    static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    /**
     * Finds two free ports; both are held while the second is looked for, so that they differ.
     *
     * @param wanted the port for clients, or 0 for any free one
     * @throws StartupException when the wanted port is taken or is not a port
     */
    static LoopbackPorts find(int wanted) {
        if (wanted < 0 || wanted > 65_535) {
            throw new StartupException("broker port " + wanted + " is outside 0 to 65535 (0 takes any free port)");
        }
        try (ServerSocket client = bind(wanted);
                ServerSocket controller = bind(0)) {
            return new LoopbackPorts(client.getLocalPort(), controller.getLocalPort());
        } catch (IOException e) {
            throw new StartupException(
                    "port " + wanted + " on " + HOST + " cannot be used by the broker (" + e.getMessage()
                            + "): stop the program that holds it, or choose another port",
                    e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // As the broker does: connections of a broker that has just stopped must not count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
