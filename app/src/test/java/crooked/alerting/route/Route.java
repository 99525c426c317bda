package crooked.alerting.route;

import crooked.alerting.AlertingRoot;
import crooked.alerting.group.Group;
import crooked.app.Main;

/** Breaks: a role knows app, a feature knows its root, and with Group it forms a cycle. */
public final class Route {
    private final AlertingRoot root = new AlertingRoot();
    private final Main main = new Main();

    public Group group() {
        return new Group(this);
    }

    @Override
    public String toString() {
        return "" + root + main;
    }
}
