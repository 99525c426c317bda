package slipstream.alerting.api;

/** A page for people, without scripts, styles or pictures. What comes from events is text in it, never markup. */
final class Page {
    private final StringBuilder body = new StringBuilder();
    private final String title;

    Page(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    Page paragraph(String text) {
        body.append("<p><bdi>").append(escaped(text)).append("</bdi></p>\n");
        return this;
    }

    /** A form with a field for a name and a button, which posts to the page's own address. */
    Page nameAndButton(String button) {
        body.append(
                        "<form method=\"post\">\n<p><label>Your name <input name=\"by\" maxlength=\"80\" autocomplete=\"name\">")
                .append("</label></p>\n<p><button type=\"submit\">")
                .append(escaped(button))
                .append("</button></p>\n</form>\n");
        return this;
    }

    String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"robots\" content=\"noindex\">\n<title>" + escaped(title) + "</title>\n</head>\n<body>\n"
                + body + "</body>\n</html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
