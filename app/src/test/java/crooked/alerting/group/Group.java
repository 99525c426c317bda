package crooked.alerting.group;

import crooked.alerting.route.Route;

/** Breaks: with Route it forms a cycle. */
public record Group(Route route) {}
