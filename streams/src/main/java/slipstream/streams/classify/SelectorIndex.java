package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.Observation;

/**
 * Finds the selectors whose equalities an observation fulfils, however many others there are: a tree that asks, at each node,
 * for the fields its selectors compare with constants, and goes on at the constant found. What an observation costs grows with
 * the selectors it fits, not with those there are. Not thread-safe: the found ones are kept in a buffer.
 */
final class SelectorIndex {

    private final Node root;
    private int[] found = new int[16];
    private int count;

    /** The selectors that are all fulfilled here, and where to go on for each field that is asked for. */
    private static final class Node {
        private final int[] fulfilled;
        private final Branch[] branches;

        Node(int[] fulfilled, Branch[] branches) {
            this.fulfilled = fulfilled;
            this.branches = branches;
        }
    }

    private record Branch(Expression.Text field, Map<String, Node> byConstant) {}

    /** A selector on its way down the tree: its position and the equalities that are still to be asked for. */
    private record Path(int position, List<Equality> left) {}

    SelectorIndex(List<Selection> selections) {
        Map<String, Integer> uses = new HashMap<>();
        selections.forEach(
                selection -> selection.equalities().forEach(equality -> uses.merge(equality.field(), 1, Integer::sum)));
        // What most selectors compare is asked for first, so that the tree is shallow for most.
        Comparator<Equality> mostUsedFirst = Comparator.comparing((Equality equality) -> -uses.get(equality.field()))
                .thenComparing(Equality::field);
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < selections.size(); i++) {
            paths.add(new Path(
                    i,
                    selections.get(i).equalities().stream()
                            .sorted(mostUsedFirst)
                            .toList()));
        }
        root = node(paths);
    }

    private static Node node(List<Path> paths) {
        int[] fulfilled = paths.stream()
                .filter(path -> path.left().isEmpty())
                .mapToInt(Path::position)
                .toArray();
        Map<String, Map<String, List<Path>>> byField = new LinkedHashMap<>();
        Map<String, Expression.Text> fields = new HashMap<>();
        for (Path path : paths) {
            if (!path.left().isEmpty()) {
                Equality next = path.left().get(0);
                fields.put(next.field(), next.value());
                byField.computeIfAbsent(next.field(), field -> new HashMap<>())
                        .computeIfAbsent(next.constant(), constant -> new ArrayList<>())
                        .add(new Path(
                                path.position(),
                                path.left().subList(1, path.left().size())));
            }
        }
        List<Branch> branches = new ArrayList<>();
        byField.forEach((field, byConstant) -> {
            Map<String, Node> nodes = new HashMap<>();
            byConstant.forEach((constant, further) -> nodes.put(constant, node(further)));
            branches.add(new Branch(fields.get(field), nodes));
        });
        return new Node(fulfilled, branches.toArray(Branch[]::new));
    }

    /** Looks for them; their positions are then at hand, in no particular order. */
    int find(Observation observation) {
        count = 0;
        descend(root, observation);
        return count;
    }

    /** The position of one of the selectors that were found. */
    int found(int number) {
        return found[number];
    }

    private void descend(Node node, Observation observation) {
        for (int position : node.fulfilled) {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = position;
        }
        for (Branch branch : node.branches) {
            String value = branch.field().of(observation);
            Node next = value == null ? null : branch.byConstant().get(value);
            if (next != null) {
                descend(next, observation);
            }
        }
    }
}
