package lamina.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The part of a set that a file's name tells, the one to score on first. */
public enum DataSplit {
  TEST("test"),
  DEV("dev", "val", "valid", "validation"),
  TRAIN("train", "training");

  private final Set<String> names;

  DataSplit(String... names) {
    this.names = Set.of(names);
  }

  /** The split that a part of a name is. */
  public static Optional<DataSplit> of(String part) {
    return Arrays.stream(values())
        .filter(s -> s.names.contains(part.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** The split that a file's name tells, if it tells one. */
  public static Optional<DataSplit> ofName(String name) {
    var found =
        Arrays.stream(name.split("[._-]")).map(DataSplit::of).flatMap(Optional::stream).distinct();
    var list = found.toList();
    return list.size() == 1 ? Optional.of(list.getFirst()) : Optional.empty();
  }
}
