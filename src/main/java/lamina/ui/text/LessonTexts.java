package lamina.ui.text;

import java.util.Locale;
import lamina.evaluate.Interval;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.lesson.Choice;
import lamina.lesson.Findings;
import lamina.lesson.Outcome;
import lamina.lesson.Question;
import lamina.model.ModelSummary.Role;

/** Names and numbers of a lesson in the interface's language. */
public final class LessonTexts {
  private LessonTexts() {}

  public static String role(Role role) {
    return Messages.get(role == Role.TEACHER ? "model.teacher" : "model.student");
  }

  /** "Turkish · Türkçe"; one of the two where they are the same. */
  public static String language(Language language) {
    var name = LanguageWords.name(language);
    return name.equals(language.nativeName()) ? name : name + " · " + language.nativeName();
  }

  /** "verb (VERB)". */
  public static String tag(String tag) {
    return Messages.has("tag." + tag) ? Messages.get("tag." + tag) + " (" + tag + ")" : tag;
  }

  public static String choice(Choice choice, Question question, Findings findings) {
    return switch (choice) {
      case Choice.OfTag tag -> tag(tag.tag());
      case Choice.OtherTag other -> Messages.get("lesson.otherTag");
      case Choice.Between b when b.from() == b.to() -> Messages.get("lesson.exactly", b.from());
      case Choice.Between b -> Messages.get("lesson.between", b.from(), b.to());
      case Choice.ComparesTo than -> than(than.outcome(), question);
      case Choice.InLanguage in -> language(Languages.of(in.code()));
      case Choice.Undecided untold -> Messages.get("lesson.untold");
      case Choice.Written written -> findings.fill(written.text());
    };
  }

  private static String than(Outcome outcome, Question question) {
    boolean fusion = question instanceof Question.Fusion;
    boolean scores =
        question instanceof Question.Fusion f && f.over() == Question.Over.SCORES
            || question instanceof Question.Student s && s.over() == Question.Over.SCORES;
    if (outcome == Outcome.SAME) {
      return Messages.get(scores ? "lesson.than.unclear" : "lesson.than.same");
    }
    return Messages.get("lesson." + (fusion ? "fusion." : "student.") + outcome.key());
  }

  /** Of a share from 0 to 1: "57.1". */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** Of a gain from -1 to 1, in points: "+0.72". */
  public static String points(double gain) {
    return apart(signed(gain));
  }

  public static String points(Interval i) {
    return apart("[" + signed(i.low()) + ", " + signed(i.high()) + "]");
  }

  /** A p value: "p = 0.247", "p < 0.001". */
  public static String p(double p) {
    return apart(p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p));
  }

  private static String signed(double gain) {
    return String.format(Locale.ROOT, "%+.2f", 100 * gain);
  }

  /** Keeps signs and brackets with their numbers. */
  public static String apart(String numbers) {
    return Messages.apart(numbers);
  }
}
