package slipstream.streams.query;

import java.time.Duration;

/** Server-sent events that name the SLOs that changed. */
final class EventsResource implements Resource {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(30);

    private final ChangeFeed feed;

    EventsResource(ChangeFeed feed) {
        this.feed = feed;
    }

    @Override
    public String path() {
        return "/api/v1/events";
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        if (feed.isFull()) {
            throw Refusal.unavailable(
                    "too_many_listeners",
                    "as many listen already as may; GET /api/v1/slos answers all the same",
                    RETRY_WHEN_FULL);
        }
        return new Answer.Stream(feed);
    }
}
