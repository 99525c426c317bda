package slipstream.alerting.deliver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;

/** A channel that remembers its calls and answers as it was told, and with success when it was told nothing more. */
public final class RecordingChannel implements Channel {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Deque<Delivery> answers = new ArrayDeque<>();

    /** One attempt: which SLO's alert, in which state, under which key. */
    public record Call(String slo, String status, String idempotencyKey) {}

    public synchronized RecordingChannel answer(Delivery delivery, int times) {
        for (int i = 0; i < times; i++) {
            answers.add(delivery);
        }
        return this;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Each call as {@code slo status}. */
    public List<String> told() {
        return calls.stream().map(call -> call.slo() + " " + call.status()).toList();
    }

    @Override
    public String kind() {
        return "recording";
    }

    @Override
    public String target() {
        return "a list in memory";
    }

    @Override
    public synchronized Delivery deliver(Message message) {
        calls.add(new Call(
                message.group().events().get(0).slo(), message.group().status().word(), message.idempotencyKey()));
        return answers.isEmpty() ? new Delivery.Delivered("") : answers.remove();
    }
}
