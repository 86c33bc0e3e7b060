package lamina.lesson;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.language.Language;
import lamina.model.ModelSummary.Role;

/**
 * A lesson on one sentence and its translations, as {@link LessonFile} reads it.
 *
 * @param file that it was read from
 * @param title in a few words
 * @param about what it shows, in one sentence
 * @param language that its texts are written in
 * @param task of the models; one that tags words
 * @param source of the sentences and of the data that scores are from, for example UD PUD
 * @param licence of text and sentences, in words
 * @param languages of the sentence, the first being the one that it is introduced in
 * @param id of the sentence in parallel sample data; empty where {@code own} holds it
 * @param own sentences by language code, written in the file
 * @param models the models that it asks in place of the bundled ones: a name as the window shows
 *     it, or a folder, seen from the file's own
 * @param steps in their order, at least one
 */
public record Lesson(
    Path file,
    String title,
    String about,
    Language language,
    Task task,
    String source,
    String licence,
    List<Language> languages,
    Optional<String> id,
    Map<String, TaggedSentence> own,
    Map<Role, String> models,
    List<Step> steps) {
  /** Copies the collections. */
  public Lesson {
    languages = List.copyOf(languages);
    own = Map.copyOf(own);
    models = Map.copyOf(models);
    steps = List.copyOf(steps);
  }

  /** The models that it asks, the teacher first. */
  public Set<Role> roles() {
    var roles = new java.util.TreeSet<Role>();
    for (var step : steps) {
      roles.addAll(step.roles());
      for (var text : step.texts()) {
        Placeholder.in(text).forEach(b -> b.role().ifPresent(roles::add));
      }
    }
    return new LinkedHashSet<>(roles);
  }
}
