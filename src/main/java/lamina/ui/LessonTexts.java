package lamina.ui;

import java.util.Locale;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.lesson.Choice;
import lamina.lesson.Findings;
import lamina.model.ModelSummary.Role;

/** Names and numbers of a lesson in the interface's language. */
final class LessonTexts {
  private LessonTexts() {}

  static String role(Role role) {
    return Messages.get(role == Role.TEACHER ? "bar.teacherOnly" : "bar.studentOnly");
  }

  /** "Turkish · Türkçe"; one of the two where they are the same. */
  static String language(Language language) {
    var name = name(language);
    return name.equals(language.nativeName()) ? name : name + " · " + language.nativeName();
  }

  static String name(Language language) {
    return Locale.of(language.code()).getDisplayLanguage(Locale.of(Messages.language()));
  }

  /** "verb (VERB)". */
  static String tag(String tag) {
    return Messages.has("tag." + tag) ? Messages.get("tag." + tag) + " (" + tag + ")" : tag;
  }

  static String choice(Choice choice, Findings findings) {
    return switch (choice) {
      case Choice.OfTag tag -> tag(tag.tag());
      case Choice.OtherTag other -> Messages.get("lesson.otherTag");
      case Choice.Between b when b.from() == b.to() -> Messages.get("lesson.exactly", b.from());
      case Choice.Between b -> Messages.get("lesson.between", b.from(), b.to());
      case Choice.Than than -> Messages.get("lesson.than." + than.outcome().key());
      case Choice.InLanguage in -> language(Languages.of(in.code()));
      case Choice.Untold untold -> Messages.get("lesson.untold");
      case Choice.Written written -> findings.fill(written.text());
    };
  }

  /** Of a share from 0 to 1: "57.1". */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** Of a gain from -1 to 1: "+0.7". */
  static String points(double gain) {
    return String.format(Locale.ROOT, "%+.1f", 100 * gain);
  }

  /** Keeps signs and brackets of numbers together in text of either direction. */
  static String apart(String numbers) {
    return Messages.rightToLeft() ? "\u2068" + numbers + "\u2069" : numbers;
  }
}
