package slipstream.ingest.probe;

import java.io.IOException;

/** An answer came that this program will not go along with. */
final class AnswerRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String word;

    /** @param word by which such failures are counted */
    AnswerRefusedException(String word, String message) {
        super(message);
        this.word = word;
    }

    String word() {
        return word;
    }
}
