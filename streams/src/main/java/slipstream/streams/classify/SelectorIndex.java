package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which indicators an observation has to be tried on: those that name its service, and those that name none. Immutable. */
final class SelectorIndex {
    private final Map<String, CompiledSeries[]> byService = new HashMap<>();
    private final CompiledSeries[] ofAnyService;

    SelectorIndex(List<CompiledSeries> all) {
        Map<String, List<CompiledSeries>> named = new HashMap<>();
        List<CompiledSeries> unnamed = new ArrayList<>();
        for (CompiledSeries series : all) {
            if (series.requiredService().isPresent()) {
                named.computeIfAbsent(series.requiredService().get(), service -> new ArrayList<>())
                        .add(series);
            } else {
                unnamed.add(series);
            }
        }
        named.forEach((service, its) -> {
            its.addAll(unnamed);
            byService.put(service, its.toArray(CompiledSeries[]::new));
        });
        ofAnyService = unnamed.toArray(CompiledSeries[]::new);
    }

    CompiledSeries[] candidates(String service) {
        return byService.getOrDefault(service, ofAnyService);
    }
}
