package slipstream.bench.flink;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import slipstream.bench.load.Slo;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

/** Parses a record with the product's own parser, and judges each event by the SLOs about its service. */
final class Judging implements KafkaRecordDeserializationSchema<Judgement> {
    private static final long serialVersionUID = 1;

    private transient ObservationCodec codec;
    private transient Map<String, Map<Integer, Slo>> byService;
    private transient Judgement judgement;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        codec = new ObservationCodec(TimeBounds.live(InstantSource.system()));
        byService = new HashMap<>();
        judgement = new Judgement();
        List<Slo> slos = Slo.hundred();
        for (int i = 0; i < slos.size(); i++) {
            byService
                    .computeIfAbsent(slos.get(i).service(), service -> new HashMap<>())
                    .put(i, slos.get(i));
        }
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Judgement> out) {
        codec.readAll(record.value(), new ObservationCodec.Sink() {
            @Override
            public void accepted(Observation observation) {
                judge((RequestObservation) observation, out);
            }

            @Override
            public void rejected(int index, byte[] line, RejectedObservationException why) {
                throw new IllegalArgumentException("line " + index + " cannot be read", why);
            }
        });
    }

    private void judge(RequestObservation request, Collector<Judgement> out) {
        byService.getOrDefault(request.service(), Map.of()).forEach((number, slo) -> {
            if (slo.selects(request)) {
                judgement.slo = number;
                judgement.timeMillis = request.timeMillis();
                judgement.bad = slo.isBad(request.status(), request.latencyMillis());
                out.collect(judgement);
            }
        });
    }

    @Override
    public TypeInformation<Judgement> getProducedType() {
        return TypeInformation.of(Judgement.class);
    }
}
