package slipstream.ingest.receive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import slipstream.ingest.door.Answer;
import slipstream.ingest.door.AnswerForm;
import slipstream.ingest.door.JsonObject;
import slipstream.ingest.door.MediaType;
import slipstream.ingest.door.Receipt;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.otlp.OtlpEncoding;
import slipstream.ingest.otlp.OtlpSignal;

/**
 * The answers of OTLP over HTTP (opentelemetry.io/docs/specs/otlp, section OTLP/HTTP response): 200 with an export response, which is
 * empty when all was taken and tells of a partial success when an item was rejected; else a {@code google.rpc.Status}.
 */
record OtlpAnswers(OtlpSignal signal, OtlpEncoding encoding) implements AnswerForm {
    /** Both messages have these two fields, a whole number and a text. */
    private static final int NUMBER_TAG = 1 << 3;

    private static final int TEXT_TAG = (2 << 3) | 2;

    /** {@code partial_success} is field 1 of all three responses. */
    private static final int PARTIAL_SUCCESS_TAG = (1 << 3) | 2;

    @Override
    public Answer of(Receipt receipt) {
        if (receipt.dead() == 0) {
            return answer(200, "ok", Map.of(), encoding == OtlpEncoding.JSON ? bytes("{}") : new byte[0]);
        }
        Receipt.ItemError first = receipt.errors().get(0);
        String message = first.code() + ": " + first.message();
        byte[] body = encoding == OtlpEncoding.JSON
                ? JsonObject.bytes(json -> {
                    json.writeObjectFieldStart("partialSuccess");
                    // 64-bit numbers are texts in the JSON form of protobuf.
                    json.writeStringField(rejectedField(), Integer.toString(receipt.dead()));
                    json.writeStringField("errorMessage", message);
                    json.writeEndObject();
                })
                : nested(message(receipt.dead(), message));
        return answer(200, Answer.code(receipt), Map.of(), body);
    }

    @Override
    public Answer of(Refusal refusal) {
        int code = statusCode(refusal.status());
        String message = refusal.code() + ": " + refusal.message();
        byte[] body = encoding == OtlpEncoding.JSON
                ? JsonObject.bytes(json -> {
                    json.writeNumberField("code", code);
                    json.writeStringField("message", message);
                })
                : message(code, message);
        return answer(refusal.status(), refusal.code(), refusal.headers(), body);
    }

    private Answer answer(int status, String code, Map<String, String> headers, byte[] body) {
        String type = encoding == OtlpEncoding.JSON ? MediaType.JSON : MediaType.PROTOBUF;
        return new Answer(status, code, headers, type, body);
    }

    private String rejectedField() {
        return switch (signal) {
            case TRACES -> "rejectedSpans";
            case LOGS -> "rejectedLogRecords";
            case METRICS -> "rejectedDataPoints";
        };
    }

    /** google/rpc/code.proto. */
    private static int statusCode(int httpStatus) {
        return switch (httpStatus) {
            case 401 -> 16;
            case 403 -> 7;
            case 404, 405 -> 12;
            case 408 -> 4;
            case 413, 429 -> 8;
            case 503 -> 14;
            default -> httpStatus >= 500 ? 13 : 3;
        };
    }

    private static byte[] message(int number, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(NUMBER_TAG);
        writeNumber(out, number);
        byte[] bytes = bytes(text);
        out.write(TEXT_TAG);
        writeNumber(out, bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] nested(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(PARTIAL_SUCCESS_TAG);
        writeNumber(out, message.length);
        out.writeBytes(message);
        return out.toByteArray();
    }

    private static void writeNumber(ByteArrayOutputStream out, int number) {
        int left = number;
        while (left > 0x7F) {
            out.write((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
