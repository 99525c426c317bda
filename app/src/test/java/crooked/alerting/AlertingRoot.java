package crooked.alerting;

/** The root of a role, which wires; a feature looks back at it. */
public final class AlertingRoot {}
