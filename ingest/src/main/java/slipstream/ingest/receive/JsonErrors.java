package slipstream.ingest.receive;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import slipstream.ingest.door.Answer;
import slipstream.ingest.door.Refusal;

/** Says what the server itself found wrong in the same form as everything else, and without repeating any of it. */
final class JsonErrors extends ErrorHandler {
    private final ReceiverJournal journal;

    JsonErrors(ReceiverJournal journal) {
        this.journal = journal;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = answer(response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, answer.bytes(), callback);
        return true;
    }

    private Answer answer(int status) {
        Answer answer = Answer.of(refusal(status));
        journal.answered(answer);
        return answer;
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 408 -> Refusal.of(status, "too_slow", "the request did not arrive in time");
            case 414, 431 -> Refusal.of(status, "headers_too_large", "the request line and headers are too long");
            case 503 -> Refusal.tryAgain("stopping", "the receiver is stopping; try again in a moment");
            default ->
                status >= 500
                        ? Refusal.of(status, "internal_error", "this is a defect of the receiver; its log says more")
                        : Refusal.of(status, "bad_request", "the request is not valid HTTP");
        };
    }
}
