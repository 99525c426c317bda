/**
 * Alert events come in, groups that are told in one notification go out. For now each alert is a group of its own, which is
 * what Alertmanager does with {@code group_by: ['...']}.
 */
package slipstream.alerting.group;
