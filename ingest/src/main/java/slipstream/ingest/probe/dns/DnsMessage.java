package slipstream.ingest.probe.dns;

import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Reads a message of a name server; one that is cut short or points in circles is a {@link ProtocolException}. */
public final class DnsMessage {
    private static final int HEADER_BYTES = 12;
    private static final int IS_ANSWER = 0x8000;
    private static final int TRUNCATED = 0x0200;
    private static final int MAX_NAME_BYTES = 255;

    /** More pointers than labels that fit into a name are a circle. */
    private static final int MAX_POINTERS = 127;

    private static final String[] RCODES = {
        "NOERROR",
        "FORMERR",
        "SERVFAIL",
        "NXDOMAIN",
        "NOTIMP",
        "REFUSED",
        "YXDOMAIN",
        "YXRRSET",
        "NXRRSET",
        "NOTAUTH",
        "NOTZONE"
    };

    private final byte[] bytes;
    private int at;

    private DnsMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether a message answers the question with this number. */
    public static boolean answers(byte[] message, int id) {
        return message.length >= HEADER_BYTES
                && ((message[0] & 0xff) << 8 | (message[1] & 0xff)) == id
                && (message[2] & 0x80) != 0;
    }

    public static boolean isRcode(String word) {
        return List.of(RCODES).contains(word);
    }

    public static String rcodes() {
        return String.join(", ", RCODES);
    }

    /** @param question what was asked: an answer to something else is none */
    public static DnsAnswer read(byte[] message, DnsQuestion question) throws ProtocolException {
        try {
            return new DnsMessage(message).read(question);
        } catch (IndexOutOfBoundsException e) {
            ProtocolException cut = new ProtocolException("the DNS message is cut short");
            cut.initCause(e);
            throw cut;
        }
    }

    private DnsAnswer read(DnsQuestion question) throws ProtocolException {
        int id = short16();
        int flags = short16();
        int questions = short16();
        int answers = short16();
        int authorities = short16();
        int additionals = short16();
        if (id != question.id() || (flags & IS_ANSWER) == 0) {
            throw new ProtocolException("the DNS message is no answer to the question");
        }
        for (int i = 0; i < questions; i++) {
            String name = name();
            int type = short16();
            short16();
            if (!sameName(name, question.name()) || type != question.type().number()) {
                throw new ProtocolException("the DNS message answers another question");
            }
        }
        boolean truncated = (flags & TRUNCATED) != 0;
        int rcode = flags & 0xf;
        List<String> data = new ArrayList<>();
        List<String> answer = section(answers, data, truncated);
        List<String> authority = section(authorities, new ArrayList<>(), truncated);
        List<String> additional = section(additionals, new ArrayList<>(), truncated);
        return new DnsAnswer(
                rcode < RCODES.length ? RCODES[rcode] : "RCODE" + rcode,
                truncated,
                answer,
                authority,
                additional,
                data);
    }

    private static boolean sameName(String a, String b) {
        String dotted = b.endsWith(".") ? b : b + ".";
        return a.toLowerCase(Locale.ROOT).equals(dotted.toLowerCase(Locale.ROOT));
    }

    private List<String> section(int count, List<String> data, boolean truncated) throws ProtocolException {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (truncated && at >= bytes.length) {
                return records;
            }
            String owner = name();
            int type = short16();
            int recordClass = short16();
            long ttl = ((long) short16() << 16) | short16();
            int length = short16();
            int end = at + length;
            if (end > bytes.length) {
                throw new IndexOutOfBoundsException(end);
            }
            String text = data(type, length, end);
            at = end;
            data.add(text);
            String className = recordClass == 1 ? "IN" : "CLASS" + recordClass;
            records.add(owner + "\t" + ttl + "\t" + className + "\t" + DnsType.nameOf(type) + "\t" + text);
        }
        return records;
    }

    private String data(int type, int length, int end) throws ProtocolException {
        return switch (DnsType.nameOf(type)) {
            case "A", "AAAA" -> address(length);
            case "NS", "CNAME", "PTR" -> name();
            case "MX" -> short16() + " " + name();
            case "SRV" -> short16() + " " + short16() + " " + short16() + " " + name();
            case "SOA" ->
                name() + " " + name() + " " + int32() + " " + int32() + " " + int32() + " " + int32() + " " + int32();
            case "TXT" -> texts(end);
            case "CAA" -> caa(end);
            default -> "\\# " + length + " " + HexFormat.of().formatHex(bytes, at, end);
        };
    }

    private String address(int length) throws ProtocolException {
        byte[] address = new byte[length];
        System.arraycopy(bytes, at, address, 0, length);
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            ProtocolException wrong = new ProtocolException("an address has " + length + " bytes");
            wrong.initCause(e);
            throw wrong;
        }
    }

    private String texts(int end) {
        List<String> texts = new ArrayList<>();
        while (at < end) {
            texts.add("\"" + text(byte8()) + "\"");
        }
        return String.join(" ", texts);
    }

    private String caa(int end) {
        int flags = byte8();
        String tag = text(byte8());
        return flags + " " + tag + " \"" + text(end - at) + "\"";
    }

    private String text(int length) {
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** A name with a dot at its end, as in a zone file; RFC 1035, section 4.1.4. */
    private String name() throws ProtocolException {
        StringBuilder name = new StringBuilder();
        int pointers = 0;
        int resume = -1;
        int length = byte8();
        while (length != 0) {
            if (length >= 0xc0) {
                int target = (length & 0x3f) << 8 | byte8();
                if (++pointers > MAX_POINTERS) {
                    throw new ProtocolException("a name points in circles");
                }
                resume = resume < 0 ? at : resume;
                at = target;
            } else {
                name.append(text(length)).append('.');
                if (name.length() > MAX_NAME_BYTES) {
                    throw new ProtocolException("a name has more than " + MAX_NAME_BYTES + " bytes");
                }
            }
            length = byte8();
        }
        if (resume >= 0) {
            at = resume;
        }
        return name.isEmpty() ? "." : name.toString();
    }

    private int byte8() {
        return bytes[at++] & 0xff;
    }

    private int short16() {
        return byte8() << 8 | byte8();
    }

    private long int32() {
        return ((long) short16() << 16) | short16();
    }
}
