package lamina.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lamina.data.Example;
import lamina.data.SentencePair;
import lamina.data.Task;

/** Which examples were drawn together, see {@link Task.Drawn}: names that are joined two by two. */
final class Units {
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<Integer> parents = new ArrayList<>();

  /**
   * Units of a set's examples.
   *
   * @param ids of the examples, each once
   * @return of each example the id of the first one in its unit
   */
  static List<String> of(Task.Drawn drawn, List<Example> examples, List<String> ids) {
    var units = new Units();
    var first = new HashMap<String, String>();
    for (int i = 0; i < ids.size(); i++) {
      var id = ids.get(i);
      units.add(id);
      for (var text : shared(drawn, examples.get(i))) {
        var before = first.putIfAbsent(text.strip(), id);
        if (before != null) {
          units.join(before, id);
        }
      }
    }
    return ids.stream().map(id -> ids.get(units.root(id))).toList();
  }

  /** What an example has in common with others of its unit. */
  private static List<String> shared(Task.Drawn drawn, Example example) {
    return example instanceof SentencePair pair
        ? switch (drawn) {
          case SENTENCE -> List.of();
          case PREMISE -> List.of(pair.premise());
          case SOURCE -> List.of(pair.premise(), pair.hypothesis());
        }
        : List.of();
  }

  /** Adds a name by itself, unless it is there. */
  void add(String name) {
    if (places.putIfAbsent(name, parents.size()) == null) {
      parents.add(parents.size());
    }
  }

  /** Makes one unit of those of two names; adds them where they aren't there. */
  void join(String a, String b) {
    add(a);
    add(b);
    int x = root(a);
    int y = root(b);
    parents.set(Math.max(x, y), Math.min(x, y));
  }

  /** Place of the first name in the unit of a name that is there. */
  private int root(String name) {
    int at = Objects.requireNonNull(places.get(name), () -> "no unit of " + name);
    while (parents.get(at) != at) {
      parents.set(at, parents.get(parents.get(at)));
      at = parents.get(at);
    }
    return at;
  }

  /** Numbers of the units that names belong to, from 0, in the order of the units' first names. */
  Map<String, Integer> numbers() {
    var numbers = new HashMap<Integer, Integer>();
    var found = new HashMap<String, Integer>();
    for (var name : places.keySet()) {
      found.put(name, numbers.computeIfAbsent(root(name), r -> numbers.size()));
    }
    return found;
  }

  /** The names. */
  java.util.Set<String> names() {
    return places.keySet();
  }
}
