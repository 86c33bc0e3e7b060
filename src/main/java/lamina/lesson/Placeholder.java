package lamina.lesson;

import java.text.Bidi;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lamina.evaluate.Interval;
import lamina.evaluate.Score;
import lamina.evaluate.ScoreTable;
import lamina.language.Language;
import lamina.language.Languages;
import lamina.model.HeadKey;
import lamina.model.ModelSummary.Role;
import lamina.problem.Problem;

/**
 * A place in a lesson's text that is filled from what models answered: {@code {teacher.de.right}}.
 *
 * @param name between the braces
 * @param role the model that it asks
 * @param language of the sentence or score; empty for the mean of languages, or for none
 * @param which head of the model is meant
 * @param what is filled in
 * @param word from 1, where a word is meant; else 0
 */
record Placeholder(
    String name,
    Optional<Role> role,
    Optional<Language> language,
    Which which,
    String what,
    int word) {
  /** A head of a model. */
  enum Which {
    CHOSEN,
    LAST,
    FUSED
  }

  static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  private static final List<String> OF_MODEL = List.of("name", "layers", "layer", "size");
  private static final List<String> OF_ANSWER = List.of("right", "wrong");
  private static final List<String> OF_SCORE = List.of("score", "interval", "n");
  private static final List<String> OF_GAIN = List.of("gain", "gain-interval");
  private static final String NONE = "–";

  private static final String HELP =
      "; blanks are {teacher.name}, .layers, .layer, .size; {teacher.de.right}, .wrong, .score,"
          + " .interval, .n, .gain, .gain-interval; {teacher.de.last.right},"
          + " {teacher.de.fused.right} and so on;"
          + " {teacher.mean.score}; the same of {student…}; {de.name}, .words, .word.1, .tag.1";

  /**
   * The blanks of a text.
   *
   * @throws Problem naming the first that there isn't, and those that there are
   */
  static List<Placeholder> in(String text) {
    return PLACE.matcher(text).results().map(m -> of(m.group(1).strip())).toList();
  }

  static Placeholder of(String name) {
    var parts = List.of(name.split("\\.", -1));
    var role = role(parts.getFirst());
    var rest = role.isPresent() ? parts.subList(1, parts.size()) : parts;
    if (role.isPresent() && rest.size() == 1 && OF_MODEL.contains(rest.getFirst())) {
      return new Placeholder(name, role, Optional.empty(), Which.CHOSEN, rest.getFirst(), 0);
    }
    if (rest.size() < 2) {
      throw unknown(name);
    }
    boolean mean = role.isPresent() && rest.getFirst().equals(ScoreTable.MEAN);
    var language = mean ? Optional.<Language>empty() : Languages.find(rest.getFirst());
    if (!mean && (language.isEmpty() || !language.get().code().equals(rest.getFirst()))) {
      throw unknown(name);
    }
    return role.isPresent()
        ? ofModel(name, role, language, rest.subList(1, rest.size()))
        : ofSentence(name, language, rest.subList(1, rest.size()));
  }

  private static Placeholder ofModel(
      String name, Optional<Role> role, Optional<Language> language, List<String> rest) {
    var which =
        switch (rest.size() == 2 ? rest.getFirst() : "") {
          case "last" -> Which.LAST;
          case "fused" -> Which.FUSED;
          default -> Which.CHOSEN;
        };
    var what = rest.getLast();
    boolean known =
        OF_SCORE.contains(what)
            || language.isPresent() && OF_ANSWER.contains(what)
            || which != Which.LAST && OF_GAIN.contains(what);
    if (!known || rest.size() != (which == Which.CHOSEN ? 1 : 2)) {
      throw unknown(name);
    }
    return new Placeholder(name, role, language, which, what, 0);
  }

  private static Placeholder ofSentence(
      String name, Optional<Language> language, List<String> rest) {
    var what = rest.getFirst();
    boolean plain = rest.size() == 1 && (what.equals("name") || what.equals("words"));
    boolean word =
        rest.size() == 2
            && (what.equals("word") || what.equals("tag"))
            && rest.get(1).matches("[1-9]\\d{0,3}");
    if (!plain && !word) {
      throw unknown(name);
    }
    int number = word ? Integer.parseInt(rest.get(1)) : 0;
    return new Placeholder(name, Optional.empty(), language, Which.CHOSEN, what, number);
  }

  private static Problem unknown(String name) {
    return new Problem("there is no blank {" + name + "}" + HELP + ".");
  }

  private static Optional<Role> role(String text) {
    return switch (text) {
      case "teacher" -> Optional.of(Role.TEACHER);
      case "student" -> Optional.of(Role.STUDENT);
      default -> Optional.empty();
    };
  }

  static String fill(String text, Findings findings) {
    boolean rightToLeft = findings.lesson().language().rightToLeft();
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              var value = of(place.group(1).strip()).value(findings);
              return Matcher.quoteReplacement(apart(value, rightToLeft));
            });
  }

  /** Keeps signs, brackets and words of the other direction together, by left-to-right marks. */
  private static String apart(String value, boolean rightToLeft) {
    var letters = value.toCharArray();
    boolean other = rightToLeft && !Bidi.requiresBidi(letters, 0, letters.length);
    return other ? "\u200e" + value + "\u200e" : value;
  }

  private String value(Findings findings) {
    if (role.isEmpty()) {
      return ofSentence(findings);
    }
    var found = findings.model(role.get());
    var model = found.model();
    var head =
        switch (which) {
          case CHOSEN -> model.chosen();
          case LAST -> HeadKey.LAST;
          case FUSED -> found.fused();
        };
    return switch (what) {
      case "name" -> model.name();
      case "layers" -> String.valueOf(model.layers());
      case "layer" -> layer(found.fused());
      case "size" -> millions(model.parameters() - model.embeddingParameters());
      case "right", "wrong" ->
          findings
              .tagging(role.get(), language.get(), head)
              .map(t -> what.equals("right") ? t.right() : t.words() - t.right())
              .map(String::valueOf)
              .orElse(NONE);
      default ->
          findings
              .score(role.get(), language.map(Language::code).orElse(ScoreTable.MEAN), head)
              .map(this::ofScore)
              .orElse(NONE);
    };
  }

  private static String layer(HeadKey head) {
    return head.variant().usesLayer() ? String.valueOf(head.layer()) : head.key();
  }

  private String ofSentence(Findings findings) {
    var sentence = findings.sentence(language.get());
    return switch (what) {
      case "name" ->
          Locale.of(language.get().code())
              .getDisplayLanguage(Locale.of(findings.lesson().language().code()));
      case "words" -> String.valueOf(sentence.words().size());
      case "word" -> sentence.words().get(word - 1);
      default -> sentence.tags().get(word - 1);
    };
  }

  private String ofScore(Score score) {
    return switch (what) {
      case "score" -> percent(score.value()) + " %";
      case "interval" -> interval(score.interval());
      case "n" -> String.valueOf(score.n());
      case "gain" -> score.gain().map(g -> signed(g.value())).orElse(NONE);
      default -> score.gain().map(g -> signedInterval(g.interval())).orElse(NONE);
    };
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", 100 * value);
  }

  private static String interval(Interval i) {
    return "[" + percent(i.low()) + ", " + percent(i.high()) + "]";
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.2f", 100 * value);
  }

  private static String signedInterval(Interval i) {
    return "[" + signed(i.low()) + ", " + signed(i.high()) + "]";
  }

  private static String millions(long parameters) {
    return String.format(Locale.ROOT, "%.1f", parameters / 1e6);
  }
}
