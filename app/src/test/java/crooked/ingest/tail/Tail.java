package crooked.ingest.tail;

import crooked.ingest.IngestRoot;
import crooked.streams.StreamsRoot;

/** Breaks: a role knows another, a feature knows its root, sleeps, and loads a class by name. */
final class Tail {
    private final IngestRoot root = new IngestRoot();
    private final StreamsRoot streams = new StreamsRoot();

    void follow() throws Exception {
        Thread.sleep(0);
        Class.forName(root.toString() + streams);
    }
}
