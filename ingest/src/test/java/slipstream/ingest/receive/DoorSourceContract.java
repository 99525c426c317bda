package slipstream.ingest.receive;

import java.net.URI;
import slipstream.contract.document.Problems;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.source.PostedSourceContract;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;

/** A door of the HTTP server as a source. */
public abstract class DoorSourceContract extends PostedSourceContract {
    private HttpReceiver receiver;

    /** What stands in {@code receivers}; the door's secrets may be written into the folder first. */
    protected abstract String settings() throws Exception;

    /** Where the door is. */
    protected abstract String path();

    @Override
    protected final Source open(SourceContext context) throws Exception {
        Problems problems = new Problems();
        ReceiverSettings settings = ReceiverSettings.read(Doors.fields(folder, settings(), problems), folder)
                .orElseThrow();
        problems.throwIfErrors();
        receiver =
                (HttpReceiver) settings.listeningOn(ListenAddress.loopback(0)).open(context);
        return receiver;
    }

    @Override
    protected final URI address() {
        return URI.create("http://127.0.0.1:" + receiver.port() + path());
    }
}
