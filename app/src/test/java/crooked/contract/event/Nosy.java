package crooked.contract.event;

import crooked.ingest.IngestRoot;
import java.net.ServerSocket;
import java.util.concurrent.ForkJoinPool;

/** Breaks: contract knows a role, opens a connection, owns threads. */
final class Nosy {
    private final IngestRoot ingest = new IngestRoot();
    private final Class<?> socket = ServerSocket.class;
    private final Class<?> threads = ForkJoinPool.class;

    @Override
    public String toString() {
        return "" + ingest + socket + threads;
    }
}
