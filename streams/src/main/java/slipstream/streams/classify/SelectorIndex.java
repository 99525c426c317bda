package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which SLOs an observation has to be tried on: those that name its service, and those that name none. Immutable. */
final class SelectorIndex {
    private final Map<String, CompiledSlo[]> byService = new HashMap<>();
    private final CompiledSlo[] ofAnyService;

    SelectorIndex(List<CompiledSlo> slos) {
        Map<String, List<CompiledSlo>> named = new HashMap<>();
        List<CompiledSlo> unnamed = new ArrayList<>();
        for (CompiledSlo slo : slos) {
            if (slo.requiredService().isPresent()) {
                named.computeIfAbsent(slo.requiredService().get(), service -> new ArrayList<>())
                        .add(slo);
            } else {
                unnamed.add(slo);
            }
        }
        named.forEach((service, its) -> {
            its.addAll(unnamed);
            byService.put(service, its.toArray(CompiledSlo[]::new));
        });
        ofAnyService = unnamed.toArray(CompiledSlo[]::new);
    }

    CompiledSlo[] candidates(String service) {
        return byService.getOrDefault(service, ofAnyService);
    }
}
