package lamina.ui.explore;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lamina.data.Example;
import lamina.data.Task;
import lamina.data.format.SampleData;
import lamina.language.Language;

/** A sample sentence in one of the languages that it was translated to, and from. */
record Translation(Language language, Example example) {
  /**
   * All translations of an example, its own language first, then English, then by family and name;
   * empty where it has none.
   */
  static List<Translation> of(SampleData sample, Task task, Example example) {
    if (!sample.translated(task, example)) {
      return List.of();
    }
    var own = example.language();
    var all =
        sample.parallelLanguages(task).stream()
            .sorted(
                Comparator.comparing((Language l) -> !l.equals(own))
                    .thenComparing(l -> !l.code().equals("en"))
                    .thenComparing(Language::family)
                    .thenComparing(Language::branch)
                    .thenComparing(Language::name))
            .flatMap(l -> translation(sample, task, example, l))
            .toList();
    return all.size() > 1 && all.getFirst().language.equals(own) ? all : List.of();
  }

  private static Stream<Translation> translation(
      SampleData sample, Task task, Example example, Language language) {
    return sample.example(task, language, example.id()).stream()
        .map(e -> new Translation(language, e));
  }
}
