package slipstream.ingest.webhook;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;

/** GitHub, and those who copied it: HMAC-SHA256 over the body alone, in hexadecimal behind {@code sha256=}. It has no time. */
record GitHubSignature(List<Secret> secrets) implements Signature {
    private static final String PREFIX = "sha256=";

    GitHubSignature {
        secrets = List.copyOf(secrets);
    }

    /** @return the signature: the delivery has an id, too, but that is not signed, so anybody could choose another */
    @Override
    public String verify(RequestHead head, byte[] body, Instant now) throws RefusedException {
        String header = head.header("x-hub-signature-256").orElse("");
        byte[] signature = header.startsWith(PREFIX) ? hexadecimal(header.substring(PREFIX.length())) : new byte[0];
        boolean isSigned = false;
        for (Secret secret : secrets) {
            isSigned |= secret.hasSigned(signature, body);
        }
        if (!isSigned) {
            throw Signature.unproven("X-Hub-Signature-256 does not fit this body and our key");
        }
        return header;
    }

    private static byte[] hexadecimal(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            // No signature has no bytes, so it fits nothing.
            return new byte[0];
        }
    }
}
