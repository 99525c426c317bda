package slipstream.alerting.template;

/** Text that the template's author vouches for: where its kind fits, it is not escaped. */
record SafeText(Kind kind, String text) {
    /** What it is fit for. */
    enum Kind {
        HTML("template.HTML"),
        URL("template.URL");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }

        String typeName() {
            return typeName;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
