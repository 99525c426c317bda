package slipstream.alerting.channel.webhook;

/** What the body of a webhook looks like. */
public enum WebhookFormat {
    /** Alertmanager's payload, version 4: what receivers written for Alertmanager read. */
    ALERTMANAGER,
    /** The same facts in the envelope that Standard Webhooks advises, {@code {"type":"alert.firing",…}}, at most 20 KiB long. */
    STANDARD
}
