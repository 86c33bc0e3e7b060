package lamina.lesson;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lamina.evaluate.Score;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary.Role;

/**
 * A question with its choices and the right one, found in what models answered.
 *
 * @param choices at least two
 * @param right index of the right one; empty where it isn't known, for want of scores
 * @param outcome where the question is about how one side stands to another
 */
public record QuestionInstance(
    List<Choice> choices, Optional<Integer> right, Optional<Outcome> outcome) {
  private static final int BANDS = 4;

  /** Copies the list. */
  public QuestionInstance {
    choices = List.copyOf(choices);
  }

  /** Poses a question. */
  public static QuestionInstance of(Question question, Findings findings) {
    return switch (question) {
      case Question.Tag tag -> tag(tag, findings);
      case Question.Count count -> count(findings.tagging(count.role(), count.language()));
      case Question.Best best -> best(best, findings);
      case Question.Fusion fusion -> than(fusion(fusion, findings));
      case Question.Student student -> than(student(student, findings));
      case Question.Written written -> {
        var choices = written.choices().stream().<Choice>map(Choice.Written::new).toList();
        yield new QuestionInstance(choices, Optional.of(written.answer() - 1), Optional.empty());
      }
    };
  }

  private static QuestionInstance tag(Question.Tag question, Findings findings) {
    var choices = new ArrayList<Choice>();
    question.choices().forEach(t -> choices.add(new Choice.OfTag(t)));
    int word = question.word() - 1;
    var answer =
        question
            .by()
            .map(role -> findings.tagging(role, question.language()).tags().get(word))
            .orElseGet(() -> findings.sentence(question.language()).tags().get(word));
    if (question.by().isPresent()) {
      choices.add(new Choice.OtherTag());
    }
    int right = question.choices().indexOf(answer);
    return new QuestionInstance(
        choices, Optional.of(right < 0 ? choices.size() - 1 : right), Optional.empty());
  }

  /** Bands of about one width over 0 to all words. */
  private static QuestionInstance count(Tagging tagging) {
    int numbers = tagging.words() + 1;
    int bands = Math.min(BANDS, numbers);
    var choices = new ArrayList<Choice>();
    int right = 0;
    for (int b = 0; b < bands; b++) {
      int from = b * numbers / bands;
      int to = (b + 1) * numbers / bands - 1;
      choices.add(new Choice.Between(from, to));
      right = tagging.right() >= from && tagging.right() <= to ? b : right;
    }
    return new QuestionInstance(choices, Optional.of(right), Optional.empty());
  }

  private static QuestionInstance best(Question.Best question, Findings findings) {
    var choices = new ArrayList<Choice>();
    var scores = new ArrayList<Score>();
    for (var language : question.languages()) {
      choices.add(new Choice.InLanguage(language.code()));
      findings.score(question.role(), language.code()).ifPresent(scores::add);
    }
    choices.add(new Choice.Undecided());
    if (scores.size() < question.languages().size()) {
      return new QuestionInstance(choices, Optional.empty(), Optional.empty());
    }
    scores.sort(Comparator.comparingDouble(Score::value).reversed());
    boolean apart =
        scores.stream()
            .skip(1) // a lower score may reach higher by its interval
            .allMatch(s -> s.interval().high() < scores.getFirst().interval().low());
    var codes = question.languages().stream().map(Language::code).toList();
    int right = apart ? codes.indexOf(scores.getFirst().language()) : choices.size() - 1;
    return new QuestionInstance(choices, Optional.of(right), Optional.empty());
  }

  private static QuestionInstance than(Optional<Outcome> outcome) {
    var choices = new ArrayList<Choice>();
    for (var each : Outcome.values()) {
      choices.add(new Choice.ComparesTo(each));
    }
    return new QuestionInstance(choices, outcome.map(Outcome::ordinal), outcome);
  }

  private static Optional<Outcome> fusion(Question.Fusion question, Findings findings) {
    var language = question.language();
    var fused = findings.model(question.role()).fused();
    if (question.over() == Question.Over.SCORES) {
      return findings
          .score(question.role(), language.code(), fused)
          .flatMap(QuestionInstance::gain);
    }
    var with = findings.tagging(question.role(), language, fused);
    var last = findings.tagging(question.role(), language, HeadKey.LAST);
    return with.flatMap(w -> last.map(l -> Outcome.of(Integer.compare(w.right(), l.right()))));
  }

  /** What a score's gain over the last layer alone shows, by its interval. */
  public static Optional<Outcome> gain(Score score) {
    return score
        .gain()
        .map(g -> Outcome.of(g.interval().low() > 0 ? 1 : g.interval().high() < 0 ? -1 : 0));
  }

  private static Optional<Outcome> student(Question.Student question, Findings findings) {
    var language = question.language();
    if (question.over() == Question.Over.SENTENCE) {
      int student = findings.tagging(Role.STUDENT, language).right();
      int teacher = findings.tagging(Role.TEACHER, language).right();
      return Optional.of(Outcome.of(Integer.compare(student, teacher)));
    }
    var student = findings.score(Role.STUDENT, language.code());
    var teacher = findings.score(Role.TEACHER, language.code());
    return student.flatMap(s -> teacher.map(t -> apart(s, t)));
  }

  private static Outcome apart(Score a, Score b) {
    return Outcome.of(
        a.interval().low() > b.interval().high()
            ? 1
            : a.interval().high() < b.interval().low() ? -1 : 0);
  }
}
