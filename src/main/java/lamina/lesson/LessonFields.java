package lamina.lesson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.problem.Problem;

/** The settings of a part of a lesson's file: what is missing, wrong or unknown is a problem. */
final class LessonFields {
  private final Path file;
  private final Entry.Settings settings;
  private final List<String> known = new ArrayList<>();

  LessonFields(Path file, Entry.Settings settings) {
    this.file = file;
    this.settings = settings;
  }

  int line() {
    return settings.line();
  }

  boolean has(String name) {
    known.add(name);
    return settings.map().containsKey(name);
  }

  /** Names of the settings that are there. */
  List<String> names() {
    return List.copyOf(settings.map().keySet());
  }

  Problem wrong(String name, String what) {
    var entry = settings.map().get(name);
    int line = entry == null ? settings.line() : entry.line();
    return new Problem(file + ", line " + line + ", setting \"" + name + "\": " + what + ".");
  }

  private Entry entry(String name) {
    known.add(name);
    var entry = settings.map().get(name);
    if (entry == null) {
      throw wrong(name, "is missing; add it");
    }
    return entry;
  }

  Optional<String> optional(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  String text(String name) {
    if (entry(name) instanceof Entry.Scalar scalar && !scalar.text().isEmpty()) {
      return scalar.text();
    }
    throw wrong(name, "a text was expected; write one behind the colon");
  }

  /** A text whose blanks are those of the lesson's languages. */
  String withBlanks(String name, List<Language> languages) {
    return checked(name, text(name), languages);
  }

  String checked(String name, String text, List<Language> languages) {
    try {
      for (var blank : Placeholder.in(text)) {
        blank.language().ifPresent(l -> among(name, l, languages));
      }
    } catch (Problem e) {
      if (e.getMessage().startsWith(file.toString())) {
        throw e;
      }
      throw wrong(name, strip(e));
    }
    if (Placeholder.PLACE.matcher(text).replaceAll("").matches("(?s).*[{}].*")) {
      throw wrong(name, "a brace stands alone; blanks are written {teacher.de.right}");
    }
    return text;
  }

  Language among(String name, Language language, List<Language> languages) {
    if (!languages.contains(language)) {
      throw wrong(
          name,
          language.name()
              + " ("
              + language.code()
              + ") is no language of this lesson, which has "
              + languages.stream().map(Language::code).toList()
              + "; add it there, or choose one of these");
    }
    return language;
  }

  int number(String name) {
    var text = text(name);
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw wrong(name, "\"" + text + "\": a whole number from 1 on was expected");
    }
    return Integer.parseInt(text);
  }

  boolean yes(String name) {
    return optional(name)
        .map(
            text ->
                switch (text) {
                  case "yes", "true" -> true;
                  case "no", "false" -> false;
                  default -> throw wrong(name, "\"" + text + "\": write yes or no");
                })
        .orElse(false);
  }

  <T> T read(String name, Function<String, T> reading) {
    return parsed(name, text(name), reading);
  }

  <T> T parsed(String name, String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (Problem e) {
      throw wrong(name, strip(e));
    }
  }

  private static String strip(Problem e) {
    return e.getMessage().replaceAll("\\.$", "");
  }

  Language language(String name) {
    return read(name, Languages::of);
  }

  /** One text or a list of them; at least one. */
  List<String> texts(String name) {
    return switch (entry(name)) {
      case Entry.Scalar scalar -> List.of(text(name));
      case Entry.Items items when !items.list().isEmpty() ->
          items.list().stream()
              .map(
                  i -> {
                    if (i instanceof Entry.Scalar s && !s.text().isEmpty()) {
                      return s.text();
                    }
                    throw new Problem(
                        file
                            + ", line "
                            + i.line()
                            + ", setting \""
                            + name
                            + "\": a text was expected; write one behind the dash.");
                  })
              .toList();
      default -> throw wrong(name, "a list was expected, for example [en, de]");
    };
  }

  List<Language> languages(String name) {
    var found = texts(name).stream().map(t -> parsed(name, t, Languages::of)).toList();
    if (found.stream().distinct().count() < found.size()) {
      throw wrong(name, "a language is named twice; name each once");
    }
    return found;
  }

  /** The parts of a list, each with settings of its own; at least one. */
  List<LessonFields> each(String name) {
    if (entry(name) instanceof Entry.Items items && !items.list().isEmpty()) {
      return items.list().stream().map(i -> part(name, i)).toList();
    }
    throw wrong(name, "a list was expected, each part beginning with a dash");
  }

  private LessonFields part(String name, Entry entry) {
    if (entry instanceof Entry.Settings part) {
      return new LessonFields(file, part);
    }
    throw new Problem(
        file
            + ", line "
            + entry.line()
            + ", setting \""
            + name
            + "\": settings were expected behind the dash, for example \"say: Hello\".");
  }

  /** The settings under a name, where there are any. */
  Optional<LessonFields> under(String name) {
    return has(name) && settings.map().get(name) instanceof Entry.Settings part
        ? Optional.of(new LessonFields(file, part))
        : Optional.empty();
  }

  /** Refuses settings that nothing has asked for. */
  void done() {
    for (var name : settings.map().keySet()) {
      if (!known.contains(name)) {
        throw wrong(
            name,
            "there is no such setting here; there are "
                + known.stream().distinct().sorted().toList());
      }
    }
  }
}
