package lamina.lesson;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lamina.data.Task;
import lamina.language.Language;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;

/** Reads one step of a lesson's file. */
final class StepReader {
  private static final List<String> KINDS =
      List.of("say", "show", "predict", "layers", "compare", "guess", "typical", "time");

  private final LessonFields fields;
  private final Task task;
  private final List<Language> languages;

  private StepReader(LessonFields fields, Task task, List<Language> languages) {
    this.fields = fields;
    this.task = task;
    this.languages = languages;
  }

  /**
   * Reads a step.
   *
   * @param task of the lesson
   * @param languages of the lesson
   * @throws Problem naming file, line and setting
   */
  static Step read(LessonFields fields, Task task, List<Language> languages) {
    var kinds = fields.names().stream().filter(KINDS::contains).toList();
    if (kinds.size() != 1) {
      var first = fields.names().isEmpty() ? "" : fields.names().getFirst();
      throw fields.wrong(
          first,
          (kinds.isEmpty() ? "is no step" : "two steps are in one")
              + "; each step begins with one of "
              + String.join(", ", KINDS));
    }
    var step = new StepReader(fields, task, languages).step(kinds.getFirst());
    fields.done();
    return step;
  }

  private Step step(String kind) {
    var heading = fields.withBlanks(kind, languages);
    var text = fields.has("text") ? fields.withBlanks("text", languages) : "";
    var title = new Step.Title(fields.line(), heading, text);
    return switch (kind) {
      case "say" -> new Step.Say(title);
      case "show" -> new Step.Show(title, several("languages"), fields.yes("tags"));
      case "predict" -> new Step.Predict(title, model(), several("languages"), fields.yes("last"));
      case "layers" -> new Step.Layers(title, model(), one("language"), stops());
      case "compare" -> new Step.Compare(title, one("language"));
      case "guess" -> guess(title);
      case "typical" ->
          new Step.Typical(title, roles(), several("languages"), fields.yes("fusion"));
      default -> new Step.Time(title);
    };
  }

  private Step guess(Step.Title title) {
    var ask = fields.text("ask");
    var question =
        switch (ask) {
          case "tag" ->
              new Question.Tag(one("language"), fields.number("word"), by(), tags("choices"));
          case "count" -> new Question.Count(model(), one("language"));
          case "best" -> best();
          case "fusion" -> new Question.Fusion(model(), one("language"), over());
          case "student" -> new Question.Student(one("language"), over());
          case "own" -> written();
          default ->
              throw fields.wrong(
                  "ask", "\"" + ask + "\": choose one of tag, count, best, fusion, student, own");
        };
    boolean stands = question instanceof Question.Fusion || question instanceof Question.Student;
    return new Step.Guess(title, question, explanation(stands));
  }

  private Question best() {
    var several = several("languages");
    if (several.size() < 2 || several.size() > 8) {
      throw fields.wrong("languages", "two to eight languages were expected to choose from");
    }
    return new Question.Best(model(), several);
  }

  private Question written() {
    var choices = fields.texts("choices");
    choices.forEach(c -> fields.checked("choices", c, languages));
    int answer = fields.number("answer");
    if (choices.size() < 2 || choices.size() > 9) {
      throw fields.wrong("choices", "two to nine choices were expected");
    }
    if (answer > choices.size()) {
      throw fields.wrong("answer", "there are only " + choices.size() + " choices");
    }
    return new Question.Written(choices, answer);
  }

  private Explanation explanation(boolean stands) {
    if (!fields.has("explain")) {
      return new Explanation("", Map.of());
    }
    var parts = fields.under("explain");
    if (parts.isEmpty()) {
      return new Explanation(fields.withBlanks("explain", languages), Map.of());
    }
    if (!stands) {
      throw fields.wrong(
          "explain",
          "one text was expected; more, same, fewer need ask: fusion" + " or ask: student");
    }
    var by = new EnumMap<Outcome, String>(Outcome.class);
    for (var outcome : Outcome.values()) {
      by.put(outcome, parts.get().withBlanks(outcome.key(), languages));
    }
    parts.get().done();
    return new Explanation("", by);
  }

  private Language one(String name) {
    return fields.among(name, fields.language(name), languages);
  }

  /** Languages of the lesson; all where none is named. */
  private List<Language> several(String name) {
    if (!fields.has(name)) {
      return languages;
    }
    fields.languages(name).forEach(l -> fields.among(name, l, languages));
    return fields.languages(name);
  }

  private Role model() {
    return fields
        .optional("model")
        .map(t -> fields.parsed("model", t, StepReader::role))
        .orElse(Role.TEACHER);
  }

  private List<Role> roles() {
    if (!fields.has("models")) {
      return List.of(Role.TEACHER);
    }
    return fields.texts("models").stream()
        .map(t -> fields.parsed("models", t, StepReader::role))
        .distinct()
        .toList();
  }

  private static Role role(String text) {
    return switch (text) {
      case "teacher" -> Role.TEACHER;
      case "student" -> Role.STUDENT;
      default -> throw new Problem("\"" + text + "\": choose teacher or student.");
    };
  }

  private Optional<Role> by() {
    return fields
        .optional("by")
        .filter(t -> !t.equals("label"))
        .map(
            t ->
                fields.parsed(
                    "by",
                    t,
                    text -> {
                      if (text.equals("teacher") || text.equals("student")) {
                        return role(text);
                      }
                      throw new Problem("\"" + text + "\": choose label, teacher or student.");
                    }));
  }

  private Question.Over over() {
    return fields
        .optional("over")
        .map(
            t ->
                switch (t) {
                  case "sentence" -> Question.Over.SENTENCE;
                  case "scores" -> Question.Over.SCORES;
                  default -> throw fields.wrong("over", "\"" + t + "\": choose sentence or scores");
                })
        .orElse(Question.Over.SENTENCE);
  }

  private List<String> tags(String name) {
    var tags = fields.texts(name);
    tags.forEach(t -> tag(fields, name, t, task));
    if (tags.size() < 2 || tags.size() > 8 || tags.stream().distinct().count() < tags.size()) {
      throw fields.wrong(name, "two to eight different tags were expected");
    }
    return tags;
  }

  /** Checks a tag. */
  static void tag(LessonFields fields, String name, String tag, Task task) {
    if (!task.labels().contains(tag)) {
      throw fields.wrong(name, "there is no tag \"" + tag + "\"; there are " + task.labels());
    }
  }

  private List<Step.Stop> stops() {
    if (!fields.has("reveal")) {
      return List.of();
    }
    var stops = new ArrayList<Step.Stop>();
    for (var text : fields.texts("reveal")) {
      stops.add(fields.parsed("reveal", text.toLowerCase(Locale.ROOT), StepReader::stop));
    }
    return stops;
  }

  private static Step.Stop stop(String text) {
    if (text.matches("[1-9]\\d{0,3}")) {
      return new Step.Stop.Layer(Integer.parseInt(text));
    }
    return switch (text) {
      case "last" -> new Step.Stop.Last();
      case "chosen" -> new Step.Stop.Chosen();
      default -> throw new Problem("\"" + text + "\": write a layer's number, last or chosen.");
    };
  }
}
