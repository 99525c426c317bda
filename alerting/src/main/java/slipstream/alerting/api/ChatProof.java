package slipstream.alerting.api;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a message comes from our chat. It shows the secret in one of four ways: Slack's signature, a signature of Standard Webhooks, a
 * bearer token, or the {@code token} field of a slash command. Signed messages are taken once and while they are young. Thread-safe.
 */
final class ChatProof {
    /** Slack and Standard Webhooks both say five minutes. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MAX_REMEMBERED = 10_000;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String WEBHOOK_KEY = "whsec_";

    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /** What a message turned out to be. */
    enum Verdict {
        OURS,
        /** Ours, and it has been taken already. */
        REPEATED,
        /** Nobody who knows the secret wrote it, or too long ago. */
        FOREIGN
    }

    /** @param token the field of that name, if the message has one */
    Verdict check(Call call, Optional<String> token, String secret, Instant now) {
        Optional<String> slack = call.header("x-slack-signature");
        Optional<String> webhook = call.header("webhook-signature");
        if (slack.isPresent()) {
            String time = call.header("x-slack-request-timestamp").orElse("");
            String expected = "v0=" + HexFormat.of().formatHex(hmac(bytes(secret), signed("v0:" + time + ":", call)));
            return isYoung(time, now) && isSame(expected, slack.get()) ? first(expected, now) : Verdict.FOREIGN;
        }
        if (webhook.isPresent()) {
            return standardWebhook(call, webhook.get(), secret, now);
        }
        String bearer = call.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7))
                .orElse("");
        boolean isOurs = isSame(secret, bearer) || isSame(secret, token.orElse(""));
        return isOurs ? Verdict.OURS : Verdict.FOREIGN;
    }

    private Verdict standardWebhook(Call call, String signatures, String secret, Instant now) {
        String id = call.header("webhook-id").orElse("");
        String time = call.header("webhook-timestamp").orElse("");
        if (id.isEmpty() || id.contains(".") || !isYoung(time, now)) {
            return Verdict.FOREIGN;
        }
        String expected = "v1,"
                + Base64.getEncoder().encodeToString(hmac(webhookKey(secret), signed(id + "." + time + ".", call)));
        boolean isOurs = false;
        for (String signature : List.of(signatures.split(" ", -1))) {
            isOurs |= isSame(expected, signature);
        }
        return isOurs ? first(id, now) : Verdict.FOREIGN;
    }

    private synchronized Verdict first(String id, Instant now) {
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext()) {
            boolean isOld = oldest.next().plus(REMEMBERED).isBefore(now);
            if (!isOld && seen.size() < MAX_REMEMBERED) {
                break;
            }
            oldest.remove();
        }
        return seen.putIfAbsent(id, now) == null ? Verdict.OURS : Verdict.REPEATED;
    }

    private static boolean isYoung(String epochSeconds, Instant now) {
        if (!epochSeconds.matches("\\d{1,12}")) {
            return false;
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(epochSeconds));
        return Duration.between(time, now).abs().compareTo(TOLERANCE) <= 0;
    }

    private static byte[] signed(String prefix, Call call) {
        List<byte[]> parts = new ArrayList<>(List.of(bytes(prefix), call.body()));
        byte[] all = new byte[parts.get(0).length + parts.get(1).length];
        System.arraycopy(parts.get(0), 0, all, 0, parts.get(0).length);
        System.arraycopy(parts.get(1), 0, all, parts.get(0).length, parts.get(1).length);
        return all;
    }

    private static byte[] webhookKey(String secret) {
        if (!secret.startsWith(WEBHOOK_KEY)) {
            return bytes(secret);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(WEBHOOK_KEY.length()));
        } catch (IllegalArgumentException e) {
            return bytes(secret);
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(bytes(expected), bytes(given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
