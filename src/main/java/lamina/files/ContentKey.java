package lamina.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What something was made from, by content: two are the same where all their parts are, whatever
 * files are called and wherever they lie.
 *
 * @param parts hash or value by name of the part
 */
public record ContentKey(SortedMap<String, String> parts) {
  /** Copies the map. */
  public ContentKey {
    parts = new TreeMap<>(parts);
  }

  /** The parts that one has otherwise than the other, or alone. */
  public List<String> differences(ContentKey other) {
    var names = new TreeSet<>(parts.keySet());
    names.addAll(other.parts.keySet());
    names.removeIf(n -> parts.containsKey(n) && parts.get(n).equals(other.parts.get(n)));
    return List.copyOf(names);
  }

  /** SHA-256 of names and parts. */
  public String digest() {
    var text = new StringBuilder();
    // Lengths keep one part from reading like two.
    parts.forEach(
        (name, part) ->
            text.append(name.length())
                .append(' ')
                .append(name)
                .append(part.length())
                .append(' ')
                .append(part));
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
