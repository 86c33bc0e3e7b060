package lamina.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Entities in IOB2 tags, strictly: an entity begins with B-, all its tags name one type. */
final class Entities {
  private record Span(int begin, int end, String type) {}

  private Entities() {}

  /** What one sentence adds to entity F1. */
  static Item item(List<String> gold, List<String> predicted) {
    var expected = spans(gold);
    var found = spans(predicted);
    var both = new HashSet<>(expected);
    both.retainAll(found);
    return new Item(2.0 * both.size(), expected.size() + found.size());
  }

  private static Set<Span> spans(List<String> tags) {
    var spans = new HashSet<Span>();
    int begin = -1;
    String type = "";
    for (int i = 0; i <= tags.size(); i++) {
      var tag = i < tags.size() ? tags.get(i) : "O";
      boolean goesOn = begin >= 0 && tag.equals("I-" + type);
      if (begin >= 0 && !goesOn) {
        spans.add(new Span(begin, i, type));
        begin = -1;
      }
      if (tag.startsWith("B-")) {
        begin = i;
        type = tag.substring(2);
      }
    }
    return spans;
  }
}
