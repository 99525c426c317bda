package slipstream.ingest.door;

/** How the answers of a door look. */
public interface AnswerForm {
    /** The product's own JSON. */
    AnswerForm JSON = new AnswerForm() {
        @Override
        public Answer of(Receipt receipt) {
            return Answer.of(receipt);
        }

        @Override
        public Answer of(Refusal refusal) {
            return Answer.of(refusal);
        }
    };

    /** The body was read; the receipt says what became of its items. */
    Answer of(Receipt receipt);

    /** The body was not taken. */
    Answer of(Refusal refusal);
}
