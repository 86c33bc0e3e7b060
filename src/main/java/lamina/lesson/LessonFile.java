package lamina.lesson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lamina.data.TaggedSentence;
import lamina.data.Task;
import lamina.data.Tasks;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;

/** Lessons as YAML files, written by hand. */
public final class LessonFile {
  /** Endings of a lesson's file. */
  public static final List<String> ENDINGS = List.of(".yaml", ".yml");

  private static final int FORMAT = 1;

  private LessonFile() {}

  /** Whether a file may be a lesson, by its name. */
  public static boolean named(Path file) {
    var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /**
   * Reads a lesson.
   *
   * @throws Problem naming the file, the line and the setting, and what was expected there
   */
  public static Lesson read(Path file) {
    var fields = head(file);
    var title = fields.text("title");
    var about = fields.optional("about").orElse("");
    var language = fields.language("language");
    var task = fields.read("task", LessonFile::task);
    var source = fields.text("source");
    var licence = fields.text("licence");
    var id = fields.optional("sentence");
    Map<String, TaggedSentence> own = id.isPresent() ? Map.of() : own(fields, task);
    var languages =
        id.isPresent()
            ? fields.languages("languages")
            : own.values().stream().map(TaggedSentence::language).toList();
    var models = new EnumMap<Role, String>(Role.class);
    for (var role : Role.values()) {
      var setting = role.name().toLowerCase(Locale.ROOT);
      fields.optional(setting).ifPresent(name -> models.put(role, name));
    }
    var steps = new ArrayList<Step>();
    for (var step : fields.each("steps")) {
      steps.add(StepReader.read(step, task, languages));
    }
    fields.done();
    var byCode = Map.copyOf(own);
    return new Lesson(
        file, title, about, language, task, source, licence, languages, id, byCode, models, steps);
  }

  private static LessonFields head(Path file) {
    var named = "\"lesson: " + FORMAT + "\" was expected in its first line";
    if (!(Entry.read(file) instanceof Entry.Settings root) || !root.map().containsKey("lesson")) {
      throw new Problem(file + ": is no lesson: " + named + ". Choose a lesson's file.");
    }
    var fields = new LessonFields(file, root);
    int format = fields.number("lesson");
    if (format > FORMAT) {
      throw new Problem(
          file
              + ": format "
              + format
              + " is of a newer Lamina; this one reads format "
              + FORMAT
              + ". Update Lamina to open it.");
    }
    return fields;
  }

  private static Task task(String text) {
    var task = Task.of(text);
    if (task.unit() != Task.Unit.WORD) {
      throw new Problem(
          task.label()
              + " has no lessons: a lesson counts right words; write "
              + Tasks.KNOWN.where(t -> t.unit() == Task.Unit.WORD).stream()
                  .map(t -> "\"task: " + t.key() + '"')
                  .collect(Collectors.joining(" or "))
              + ".");
    }
    return task;
  }

  private static Map<String, TaggedSentence> own(LessonFields fields, Task task) {
    if (!fields.has("sentences")) {
      throw fields.wrong(
          "sentence",
          "is missing; give the sent_id of a sentence of the sample data, or write it out under"
              + " \"sentences\"");
    }
    var found = new LinkedHashMap<String, TaggedSentence>();
    for (var entry : fields.each("sentences")) {
      var language = entry.language("language");
      var words = List.of(entry.text("words").split("\\s+"));
      var tags = List.of(entry.text("tags").split("\\s+"));
      if (words.size() != tags.size()) {
        throw entry.wrong(
            "tags",
            "there are "
                + words.size()
                + " words and "
                + tags.size()
                + " tags; write one tag a word, each apart by a space");
      }
      tags.forEach(t -> StepReader.tag(entry, "tags", t, task));
      entry.done();
      var sentence = new TaggedSentence("own", language, words, tags);
      if (found.put(language.code(), sentence) != null) {
        throw entry.wrong("language", language.name() + " is there already; keep one of the two");
      }
    }
    return found;
  }
}
