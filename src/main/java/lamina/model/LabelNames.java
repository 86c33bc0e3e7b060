package lamina.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lamina.files.Document;

/**
 * What config.json calls the outputs of a classifier: {@code id2label}, or where it names nothing
 * {@code label2id} or {@code labels}; each a list in the order of the outputs, or a map from number
 * to name or from name to number, in any order.
 *
 * @param names by output
 * @param notes what was assumed, in sentences
 */
record LabelNames(List<String> names, List<String> notes) {
  private static final List<String> KEYS = List.of("id2label", "label2id", "labels");

  /**
   * Reads the names.
   *
   * @param outputs of the classifier
   * @throws lamina.problem.Problem where a list or map doesn't name each output once
   */
  static LabelNames of(Document config, int outputs) {
    var unnamed = IntStream.range(0, outputs).mapToObj(i -> "LABEL_" + i).toList();
    var names = unnamed;
    var from = "";
    var notes = new ArrayList<String>();
    for (var key : KEYS) {
      var found = config.find(key);
      boolean other = key.equals("labels") && found.filter(Document::isScalar).isPresent();
      if (found.isEmpty() || other || isDefault(found.get(), unnamed)) {
        continue;
      }
      if (!from.isEmpty()) {
        if (!agree(found.get(), names)) {
          notes.add(
              key
                  + " in config.json contradicts "
                  + from
                  + ", which counts, as for Hugging Face's classes.");
        }
        continue;
      }
      names = read(found.get(), key, outputs);
      from = key;
    }
    return new LabelNames(List.copyOf(names), List.copyOf(notes));
  }

  /** Whether nobody named the labels; an id2label of another length is no such default. */
  private static boolean isDefault(Document value, List<String> unnamed) {
    return numbered(value)
        .filter(n -> n.size() == unnamed.size() && List.copyOf(n.values()).equals(unnamed))
        .isPresent();
  }

  private static boolean agree(Document value, List<String> names) {
    return numbered(value)
        .filter(n -> List.copyOf(n.values()).equals(names) && inOrder(n, names.size()))
        .isPresent();
  }

  private static List<String> read(Document value, String key, int outputs) {
    var numbered =
        numbered(value)
            .orElseThrow(
                () ->
                    value.wrong(
                        "a list of "
                            + outputs
                            + " names, or a map between them and the numbers 0 to "
                            + (outputs - 1)
                            + ", each once, was expected"));
    if (!inOrder(numbered, outputs)) {
      throw value.wrong(
          key
              + " names "
              + numbered.size()
              + " labels; the classifier has "
              + outputs
              + " outputs. Names for 0 to "
              + (outputs - 1)
              + " were expected");
    }
    return List.copyOf(numbered.values());
  }

  private static boolean inOrder(TreeMap<Integer, String> numbered, int outputs) {
    return numbered.size() == outputs
        && IntStream.range(0, outputs).allMatch(numbered::containsKey);
  }

  /** Names by number; empty where it is neither list nor map of them, or a number comes twice. */
  private static Optional<TreeMap<Integer, String>> numbered(Document value) {
    var numbered = new TreeMap<Integer, String>();
    if (value.isList()) {
      for (var item : value.items()) {
        if (!item.isScalar()) {
          return Optional.empty();
        }
        numbered.put(numbered.size(), text(item));
      }
      return Optional.of(numbered);
    }
    if (!value.isGroup()) {
      return Optional.empty();
    }
    for (var member : value.members().entrySet()) {
      if (!member.getValue().isScalar()) {
        return Optional.empty();
      }
      var key = member.getKey();
      var other = text(member.getValue());
      // Names may be numbers, too: then the key is the output in id2label and the name in label2id.
      boolean byNumber = !value.place().equals("label2id") && number(key).isPresent();
      var at = number(byNumber ? key : other);
      if (at.isEmpty() || numbered.put(at.get(), byNumber ? other : key) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(numbered);
  }

  private static String text(Document scalar) {
    return scalar.tree().asText();
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
