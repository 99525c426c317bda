package slipstream.ingest.probe.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One question to a name server. */
public record DnsQuestion(int id, String name, DnsType type, boolean recursionDesired) {
    private static final int MAX_LABEL_BYTES = 63;
    private static final int MAX_NAME_BYTES = 255;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int CLASS_IN = 1;

    /** As a message; RFC 1035, section 4. */
    public byte[] message() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        short16(out, id);
        short16(out, recursionDesired ? RECURSION_DESIRED : 0);
        short16(out, 1);
        short16(out, 0);
        short16(out, 0);
        short16(out, 0);
        out.writeBytes(encodedName(name));
        short16(out, type.number());
        short16(out, CLASS_IN);
        return out.toByteArray();
    }

    /**
     * A name in the form of a message.
     *
     * @throws IllegalArgumentException when it has an empty label or is too long
     */
    public static byte[] encodedName(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String dotted = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        for (String label : dotted.isEmpty() ? new String[0] : dotted.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == 0 || bytes.length > MAX_LABEL_BYTES) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not a name: between its dots are 1 to " + MAX_LABEL_BYTES + " bytes");
            }
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        if (out.size() > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("'" + name + "' has more than " + MAX_NAME_BYTES + " bytes");
        }
        return out.toByteArray();
    }

    private static void short16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
