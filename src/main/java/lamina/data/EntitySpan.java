package lamina.data;

import java.util.ArrayList;
import java.util.List;

/**
 * An entity in a sentence.
 *
 * @param begin index of its first word
 * @param end one after that of its last
 * @param type as the tags name it, for example PER
 */
public record EntitySpan(int begin, int end, String type) {
  private static final String OUTSIDE = "O";

  /**
   * The entities that CoNLL's evaluation script finds, seqeval's default: one begins at B- or S-,
   * and at I- or E- after O, after an end (E-, S-) or where the type changes; it ends before the
   * next begins, before O and after an end. So tags of IOB1, IOB2, IOBES and IO are all read.
   *
   * @param tags of one sentence
   */
  public static List<EntitySpan> conlleval(List<String> tags) {
    var spans = new ArrayList<EntitySpan>();
    int begin = 0;
    char prefix = 'O';
    String type = "";
    for (int i = 0; i <= tags.size(); i++) {
      var tag = i < tags.size() ? tags.get(i) : OUTSIDE;
      char nextPrefix = tag.charAt(0);
      var nextType = type(tag);
      boolean other = !type.equals(nextType);
      if (prefix != 'O' && (other || ends(prefix, nextPrefix))) {
        spans.add(new EntitySpan(begin, i, type));
      }
      if (nextPrefix != 'O' && (other || begins(prefix, nextPrefix))) {
        begin = i;
      }
      prefix = nextPrefix;
      type = nextType;
    }
    return List.copyOf(spans);
  }

  /**
   * The entities that keep to IOB2: each begins with B- and goes on with I- of its type. A tag I-
   * that continues none belongs to no entity.
   *
   * @param tags of one sentence
   */
  public static List<EntitySpan> strict(List<String> tags) {
    var spans = new ArrayList<EntitySpan>();
    int begin = -1;
    String type = "";
    for (int i = 0; i <= tags.size(); i++) {
      var tag = i < tags.size() ? tags.get(i) : OUTSIDE;
      if (begin >= 0 && !tag.equals("I-" + type)) {
        spans.add(new EntitySpan(begin, i, type));
        begin = -1;
      }
      if (tag.startsWith("B-")) {
        begin = i;
        type = tag.substring(2);
      }
    }
    return List.copyOf(spans);
  }

  private static boolean ends(char prefix, char next) {
    return prefix == 'E' || prefix == 'S' || next == 'B' || next == 'S' || next == 'O';
  }

  private static boolean begins(char prefix, char next) {
    return next == 'B' || next == 'S' || prefix == 'E' || prefix == 'S' || prefix == 'O';
  }

  private static String type(String tag) {
    int dash = tag.indexOf('-');
    return dash < 0 ? "" : tag.substring(dash + 1);
  }
}
