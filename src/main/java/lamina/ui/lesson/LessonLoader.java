package lamina.ui.lesson;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lamina.data.TaggedSentence;
import lamina.fusion.Variant;
import lamina.lesson.Findings;
import lamina.lesson.Lesson;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;
import lamina.service.Analysis;
import lamina.service.Request;
import lamina.service.Ticket;
import lamina.service.Unanswered;
import lamina.text.Input;
import lamina.ui.text.Messages;
import lamina.ui.workspace.BackgroundTasks;
import lamina.ui.workspace.ModelRegistry;
import lamina.ui.workspace.Roles;

/** Asks the models for all sentences of a lesson, one model after the other. */
final class LessonLoader {
  /** All sentences, of one variant of a model. */
  private record Question(ModelSummary model, Variant variant) {}

  private final Lesson lesson;
  private final Map<String, TaggedSentence> sentences;
  private final ModelRegistry models;
  private final BackgroundTasks work;
  private final Consumer<Findings> then;
  private final Consumer<Unanswered> failed;
  private final Map<Role, ModelSummary> asked = new EnumMap<>(Role.class);
  private final Map<Role, Map<String, List<Analysis>>> analyses = new EnumMap<>(Role.class);
  private final Deque<Question> waiting = new ArrayDeque<>();
  private Optional<Ticket<?>> current = Optional.empty();
  private boolean stopped;

  /**
   * Prepares the questions.
   *
   * @param failed told of a failure, which is reported already; not where somebody stopped it
   */
  LessonLoader(
      Lesson lesson,
      Map<String, TaggedSentence> sentences,
      ModelRegistry models,
      BackgroundTasks work,
      Consumer<Findings> then,
      Consumer<Unanswered> failed) {
    this.lesson = lesson;
    this.sentences = sentences;
    this.models = models;
    this.work = work;
    this.then = then;
    this.failed = failed;
  }

  /**
   * Begins.
   *
   * @throws Problem where no model is there that the lesson asks
   */
  void start() {
    for (var role : lesson.roles()) {
      var model =
          Optional.ofNullable(lesson.models().get(role))
              .map(name -> named(name, role))
              .orElseGet(() -> bundled(role));
      asked.put(role, model);
      Findings.variants(model).forEach(v -> waiting.add(new Question(model, v)));
    }
    ask();
  }

  private ModelSummary bundled(Role role) {
    return models
        .bundled(lesson.task(), role)
        .or(() -> models.find(lesson.task(), role))
        .orElseThrow(
            () -> {
              var roles = role == Role.TEACHER ? Roles.TEACHER : Roles.STUDENT;
              return new Problem(ModelRegistry.none(lesson.task(), roles));
            });
  }

  /** A model that the lesson asks for by name, or by a folder that is in use. */
  private ModelSummary named(String name, Role role) {
    var atHand = models.all(lesson.task()).stream().map(ModelRegistry.AtHand::model).toList();
    return atHand.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .or(
            () ->
                models
                    .of(lesson.file().resolveSibling(name))
                    .filter(m -> m.task() == lesson.task()))
        .map(m -> m.as(role))
        .orElseThrow(
            () ->
                new Problem(
                    Messages.get(
                        "lesson.nomodel",
                        lesson.file(),
                        name,
                        lesson.task().label(),
                        String.join(", ", atHand.stream().map(ModelSummary::name).toList()))));
  }

  private void ask() {
    var question = waiting.peek();
    if (stopped) {
      return;
    }
    if (question == null) {
      then.accept(findings());
      return;
    }
    var all = List.copyOf(sentences.values());
    var inputs = all.stream().<Input>map(s -> new Input.Words(s.words())).toList();
    var asking =
        work.ask(
            new Request.AnalyseAll(question.model.name(), inputs, question.variant),
            answers -> {
              waiting.poll();
              var found = analyses.computeIfAbsent(question.model.role(), r -> new HashMap<>());
              for (int i = 0; i < all.size(); i++) {
                var code = all.get(i).language().code();
                found.computeIfAbsent(code, c -> new ArrayList<>()).add(answers.get(i));
              }
              ask();
            },
            this::fail);
    current = Optional.of(asking);
  }

  /** Asks nothing more; an answer that is on its way is dropped. */
  void stop() {
    stopped = true;
    current.ifPresent(ticket -> ticket.cancel().run());
  }

  private void fail(Unanswered why) {
    if (why instanceof Unanswered.Failed) {
      failed.accept(why);
    }
  }

  private Findings findings() {
    var found = new EnumMap<Role, Findings.Found>(Role.class);
    asked.forEach(
        (role, model) ->
            found.put(
                role,
                new Findings.Found(
                    model, models.scores(model), analyses.getOrDefault(role, Map.of()))));
    return new Findings(lesson, sentences, found);
  }
}
