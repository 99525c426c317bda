package slipstream.ingest.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * A body cut into its items, each still the client's own bytes, so that a dead letter holds what was really sent. For a JSON body the
 * whole is checked as JSON first; the lines of the other format stand each for itself.
 *
 * @param blankLines lines without anything, which are received and left out
 */
public record Body(List<Item> items, int blankLines) {
    /**
     * Where an item lies in the body.
     *
     * @param index its place in the array, or its line, from 0
     */
    public record Item(int index, int offset, int length) {
        /** Its own bytes. */
        public byte[] of(byte[] body) {
            return Arrays.copyOfRange(body, offset, offset + length);
        }
    }

    /** About 40 fields for each of 5000 items; a body of nothing but tiny fields would cost seconds of CPU. */
    private static final long MAX_TOKENS = 400_000;

    /** One more than an observation itself may have, for the array around it. */
    private static final int MAX_DEPTH = 33;

    private static final JsonFactory STRICT = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(16 * 1024)
                    .maxNameLength(256)
                    .maxNumberLength(64)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build();

    public Body {
        items = List.copyOf(items);
    }

    public static Body split(BodyFormat format, byte[] bytes, int maxItems) throws RefusedException {
        int start = hasByteOrderMark(bytes) ? 3 : 0;
        Body body = switch (format) {
            case JSON -> splitJson(bytes, start, maxItems);
            case LINES -> splitLines(bytes, start, maxItems);
        };
        if (body.items.isEmpty()) {
            throw new RefusedException(
                    Refusal.notUnderstood("empty_batch", "the body has no observation; send at least one"));
        }
        return body;
    }

    private static Body splitLines(byte[] bytes, int start, int maxItems) throws RefusedException {
        List<Item> items = new ArrayList<>();
        int line = 0;
        int from = start;
        while (from < bytes.length) {
            int end = from;
            boolean blank = true;
            while (end < bytes.length && bytes[end] != '\n') {
                blank &= bytes[end] == ' ' || bytes[end] == '\t' || bytes[end] == '\r';
                end++;
            }
            if (!blank) {
                add(items, new Item(line, from, end - from), maxItems);
            }
            line++;
            from = end + 1;
        }
        return new Body(items, line - items.size());
    }

    private static Body splitJson(byte[] bytes, int start, int maxItems) throws RefusedException {
        if (!StrictUtf8.isText(bytes, start, bytes.length - start)) {
            throw new RefusedException(Refusal.notUnderstood("bad_utf8", "the body is not text in UTF-8"));
        }
        try (JsonParser parser = STRICT.createParser(bytes, start, bytes.length - start)) {
            List<Item> items = new ArrayList<>();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    add(items, item(parser, items.size(), start), maxItems);
                }
            } else if (first == JsonToken.START_OBJECT) {
                items.add(item(parser, 0, start));
            } else if (first != null) {
                throw new RefusedException(
                        Refusal.notUnderstood("bad_json", "the body must be an object or an array of objects"));
            }
            if (parser.nextToken() != null) {
                throw new RefusedException(Refusal.notUnderstood(
                        "trailing_data",
                        "there is more after the end of the JSON; send one object or one array, or "
                                + "one object to a line as application/x-ndjson"));
            }
            return new Body(items, 0);
        } catch (IOException e) {
            throw new RefusedException(notJson(e));
        }
    }

    /** Reads to the end of the value that the parser is at. */
    private static Item item(JsonParser parser, int index, int base) throws IOException {
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset();
        return new Item(index, base + (int) from, (int) (end - from));
    }

    private static void add(List<Item> items, Item item, int maxItems) throws RefusedException {
        if (items.size() == maxItems) {
            throw new RefusedException(Refusal.tooMuch(
                    "too_many_items",
                    "the body has more observations than are taken at once; send them in parts",
                    maxItems,
                    OptionalLong.empty()));
        }
        items.add(item);
    }

    /** The parser's own words may hold a part of the input, so only the place is told. */
    private static Refusal notJson(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return Refusal.notUnderstood(
                    "json_limit",
                    "the JSON is deeper than " + (MAX_DEPTH - 1)
                            + " levels, or has a key over 256 characters, a number over" + " 64, or more than "
                            + MAX_TOKENS + " tokens" + place(e));
        }
        if (String.valueOf(e.getMessage()).startsWith("Duplicate ")) {
            return Refusal.notUnderstood("duplicate_key", "a key stands twice in one object" + place(e));
        }
        return Refusal.notUnderstood("bad_json", "the body is not valid JSON" + place(e));
    }

    private static String place(IOException e) {
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            return ", at line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        }
        return "";
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
