package lamina.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names in a table's first line.
 *
 * @param names lower case, without surrounding blanks
 */
record Header(List<String> names) {
  static Header of(String[] cells) {
    return new Header(
        Arrays.stream(cells).map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList());
  }

  boolean has(String name) {
    return names.contains(name);
  }

  int size() {
    return names.size();
  }

  /** Position of the first of some names that is there. */
  Optional<Integer> find(String... wanted) {
    return Arrays.stream(wanted).filter(this::has).findFirst().map(names::indexOf);
  }

  /**
   * Position of the first of some names that is there.
   *
   * @throws lamina.problem.Problem if none is
   */
  int need(TextFile file, String... wanted) {
    return find(wanted)
        .orElseThrow(
            () ->
                file.problem(
                    1,
                    "no column named "
                        + String.join(" or ", wanted)
                        + " in the header "
                        + TextFile.quote(String.join(", ", names))
                        + ". Name the columns in the first line."));
  }
}
